package io.ecsdrain.reaper.execute;

import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** Single tags and attributes, built the long way: the SDK's generic varargs would warn at each call. */
final class AwsTags {

    private AwsTags() {}

    static Tag ecs(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    static software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag elb(String key, String value) {
        return software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag.builder()
                .key(key)
                .value(value)
                .build();
    }

    static TargetGroupAttribute attribute(String key, String value) {
        return TargetGroupAttribute.builder().key(key).value(value).build();
    }
}
