package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.Tags.Tag;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tags by resource ARN, within AWS's limits. */
final class TagStore {

    private static final int MOST = 50;

    private final Map<String, Map<String, String>> byArn = new HashMap<>();

    /**
     * Throws what creation with these tags would: before anything exists. An absent list is fine, an empty one is not.
     */
    static void checkAtCreation(List<Tag> tags) {
        if (tags != null) {
            Check.that(!tags.isEmpty(), "Member 'Tags' must have length greater than or equal to 1");
            merged(Map.of(), tags);
        }
    }

    void create(String arn, List<Tag> tags) {
        byArn.put(arn, merged(Map.of(), Check.orEmpty(tags)));
    }

    void add(String arn, List<Tag> tags) {
        byArn.put(arn, merged(byArn.getOrDefault(arn, Map.of()), tags));
    }

    void remove(String arn, List<String> keys) {
        keys.forEach(byArn.getOrDefault(arn, new HashMap<>())::remove);
    }

    void forget(String arn) {
        byArn.remove(arn);
    }

    Map<String, String> map(String arn) {
        return Map.copyOf(byArn.getOrDefault(arn, Map.of()));
    }

    List<Tag> of(String arn) {
        return byArn.getOrDefault(arn, Map.of()).entrySet().stream()
                .map(e -> new Tag(e.getKey(), e.getValue()))
                .toList();
    }

    private static Map<String, String> merged(Map<String, String> before, List<Tag> tags) {
        Map<String, String> result = new LinkedHashMap<>(before);
        long distinct = tags.stream().map(Tag::key).distinct().count();
        if (distinct < tags.size()) {
            throw AwsError.badRequest("DuplicateTagKeys", "A tag key was specified more than once");
        }
        for (Tag tag : tags) {
            String value = Check.or(tag.value(), "");
            Check.that(
                    tag.key() != null && !tag.key().isEmpty() && tag.key().length() <= 128,
                    "a tag key has 1 to 128 characters");
            Check.that(!tag.key().startsWith("aws:"), "tag keys that begin with aws: are reserved");
            Check.that(value.length() <= 256, "a tag value has at most 256 characters");
            result.put(tag.key(), value);
        }
        if (result.size() > MOST) {
            throw AwsError.badRequest("TooManyTags", "The maximum number of tags for a resource is " + MOST);
        }
        return result;
    }
}
