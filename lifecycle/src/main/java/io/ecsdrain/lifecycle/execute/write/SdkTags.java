package io.ecsdrain.lifecycle.execute.write;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** Tags and attributes as each service's own type; several tags in the order of their keys. */
public final class SdkTags {

    private SdkTags() {}

    public static List<software.amazon.awssdk.services.ecs.model.Tag> ecs(Map<String, String> tags) {
        return of(tags, SdkTags::ecs);
    }

    public static List<Tag> elb(Map<String, String> tags) {
        return of(tags, SdkTags::elb);
    }

    public static List<software.amazon.awssdk.services.ssm.model.Tag> ssm(Map<String, String> tags) {
        return of(tags, (key, value) -> software.amazon.awssdk.services.ssm.model.Tag.builder()
                .key(key)
                .value(value)
                .build());
    }

    private static software.amazon.awssdk.services.ecs.model.Tag ecs(String key, String value) {
        return software.amazon.awssdk.services.ecs.model.Tag.builder()
                .key(key)
                .value(value)
                .build();
    }

    private static Tag elb(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    static TargetGroupAttribute attribute(String key, String value) {
        return TargetGroupAttribute.builder().key(key).value(value).build();
    }

    private static <T> List<T> of(Map<String, String> tags, BiFunction<String, String, T> tag) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(each -> tag.apply(each.getKey(), each.getValue()))
                        .toList();
    }
}
