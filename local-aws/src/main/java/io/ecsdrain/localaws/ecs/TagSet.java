package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Common.Tag;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tags of one resource: at most 50, merged by key. */
final class TagSet {

    private static final int MOST = 50;
    private static final String MANAGED = "aws:";

    private final Map<String, String> tags = new LinkedHashMap<>();

    static TagSet of(List<Tag> tags) {
        TagSet set = new TagSet();
        set.merge(tags);
        return set;
    }

    void merge(List<Tag> more) {
        if (more == null) {
            return;
        }
        Map<String, String> merged = new LinkedHashMap<>(tags);
        more.forEach(each -> merged.put(checkedKey(each), each.value() == null ? "" : each.value()));
        if (merged.keySet().stream().filter(each -> !each.startsWith(MANAGED)).count() > MOST) {
            throw EcsErrors.invalid("Too many tags. The maximum is 50.");
        }
        tags.putAll(merged);
    }

    private static String checkedKey(Tag tag) {
        String key = tag.key();
        boolean fine = key != null && !key.isEmpty() && key.length() <= 128 && !key.startsWith(MANAGED);
        if (!fine || tag.value() != null && tag.value().length() > 256) {
            throw EcsErrors.invalid("Invalid tag: " + tag);
        }
        return key;
    }

    void remove(Collection<String> keys) {
        tags.keySet().removeAll(keys);
    }

    /** For tags that ECS itself sets; they do not count as the user's. */
    void putManaged(String key, String value) {
        tags.put(key, value);
    }

    Map<String, String> map() {
        return Map.copyOf(tags);
    }

    List<Tag> list() {
        return tags.entrySet().stream()
                .map(each -> new Tag(each.getKey(), each.getValue()))
                .toList();
    }
}
