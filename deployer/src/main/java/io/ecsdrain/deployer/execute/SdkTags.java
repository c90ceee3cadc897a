package io.ecsdrain.deployer.execute;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** Tags as each service's own type, in the order of their keys. */
final class SdkTags {

    private SdkTags() {}

    static List<software.amazon.awssdk.services.ecs.model.Tag> ecs(Map<String, String> tags) {
        return of(tags, (key, value) -> software.amazon.awssdk.services.ecs.model.Tag.builder()
                .key(key)
                .value(value)
                .build());
    }

    static List<Tag> elb(Map<String, String> tags) {
        return of(tags, (key, value) -> Tag.builder().key(key).value(value).build());
    }

    static List<software.amazon.awssdk.services.ssm.model.Tag> ssm(Map<String, String> tags) {
        return of(tags, (key, value) -> software.amazon.awssdk.services.ssm.model.Tag.builder()
                .key(key)
                .value(value)
                .build());
    }

    private static <T> List<T> of(Map<String, String> tags, BiFunction<String, String, T> tag) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(each -> tag.apply(each.getKey(), each.getValue()))
                        .toList();
    }
}
