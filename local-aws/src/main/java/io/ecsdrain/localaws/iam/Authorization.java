package io.ecsdrain.localaws.iam;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One question to IAM: may the caller do this action on this resource, under these conditions? A call asks one or more.
 *
 * @param action such as {@code ecs:UpdateService}; not always the operation called, as {@code iam:PassRole} shows
 * @param resource an ARN as IAM sees it when the call comes in, or {@link #ANY}. What does not exist yet has no id: its
 *     ARN ends in {@code /*}
 * @param context condition keys to their values, spelled as in the Service Authorization Reference; keys whose value is
 *     unknown or that the action does not know are absent
 */
public record Authorization(String action, String resource, Map<String, List<String>> context) {

    /** What IAM sees for an action without resource-level permissions. */
    public static final String ANY = "*";

    public Authorization {
        context = Map.copyOf(context);
    }

    public static Authorization of(String action, String resource) {
        return new Authorization(action, resource, Map.of());
    }

    /** The same question with one more condition key; null leaves it as it is. */
    public Authorization with(String key, String value) {
        return value == null ? this : with(Map.of(key, List.of(value)));
    }

    /** The tags that are on the resource when the call comes in. */
    public Authorization tagged(Map<String, String> tags) {
        return with(each("aws:ResourceTag/", tags));
    }

    /** The tags that the request brings. */
    public Authorization bringing(Map<String, String> tags) {
        return with(each("aws:RequestTag/", tags)).tagKeys(tags.keySet());
    }

    /** The keys of the tags that the request is about. */
    public Authorization tagKeys(Collection<String> keys) {
        return keys.isEmpty() ? this : with(Map.of("aws:TagKeys", List.copyOf(keys)));
    }

    private static Map<String, List<String>> each(String prefix, Map<String, String> tags) {
        Map<String, List<String>> context = new LinkedHashMap<>();
        tags.forEach((key, value) -> context.put(prefix + key, List.of(value)));
        return context;
    }

    private Authorization with(Map<String, List<String>> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, List<String>> all = new LinkedHashMap<>(context);
        all.putAll(more);
        return new Authorization(action, resource, all);
    }
}
