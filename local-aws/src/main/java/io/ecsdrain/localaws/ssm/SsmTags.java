package io.ecsdrain.localaws.ssm;

import io.ecsdrain.localaws.ssm.SsmShapes.AddTagsInput;
import io.ecsdrain.localaws.ssm.SsmShapes.ListTagsInput;
import io.ecsdrain.localaws.ssm.SsmShapes.ListTagsOutput;
import io.ecsdrain.localaws.ssm.SsmShapes.Nothing;
import io.ecsdrain.localaws.ssm.SsmShapes.RemoveTagsInput;
import io.ecsdrain.localaws.ssm.SsmShapes.Tag;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tags of parameters. */
final class SsmTags {

    private static final int MAX_TAGS = 50;
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    private final ParameterStore store;

    SsmTags(ParameterStore store) {
        this.store = store;
    }

    /** @throws AwsError leaving the tags as they were */
    static void merge(Map<String, String> tags, List<Tag> more) {
        Map<String, String> merged = new TreeMap<>(tags);
        for (Tag tag : more) {
            if (tag.key() == null || tag.key().isEmpty() || tag.key().length() > MAX_KEY) {
                throw SsmErrors.validation("Value at 'tags.key' failed to satisfy constraint: length from 1 to 128");
            }
            if (tag.value() == null || tag.value().length() > MAX_VALUE) {
                throw SsmErrors.validation("Value at 'tags.value' failed to satisfy constraint: length from 0 to 256");
            }
            merged.put(tag.key(), tag.value());
        }
        if (merged.size() > MAX_TAGS) {
            throw AwsError.badRequest("TooManyTagsError", "The number of tags exceeds 50.");
        }
        tags.putAll(merged);
    }

    Nothing add(AddTagsInput in) {
        Map<String, String> tags = tagsOf(in.resourceType(), in.resourceId());
        if (in.tags() == null) {
            throw SsmErrors.validation("Value null at 'tags' failed to satisfy constraint: Member must not be null");
        }
        merge(tags, in.tags());
        return new Nothing();
    }

    Nothing remove(RemoveTagsInput in) {
        Map<String, String> tags = tagsOf(in.resourceType(), in.resourceId());
        if (in.tagKeys() == null) {
            throw SsmErrors.validation("Value null at 'tagKeys' failed to satisfy constraint: Member must not be null");
        }
        in.tagKeys().forEach(tags::remove);
        return new Nothing();
    }

    ListTagsOutput list(ListTagsInput in) {
        return new ListTagsOutput(tagsOf(in.resourceType(), in.resourceId()).entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList());
    }

    private Map<String, String> tagsOf(String type, String name) {
        if (!"Parameter".equals(type)) {
            throw AwsError.badRequest("InvalidResourceType", "The resource type is not valid here: " + type);
        }
        return store.existing(name)
                .orElseThrow(() -> AwsError.badRequest("InvalidResourceId", "The resource ID is not valid: " + name))
                .tags();
    }
}
