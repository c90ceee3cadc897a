package io.ecsdrain.system.pipeline;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** The tags that the deployer gives to what it makes. */
final class Marked {

    private Marked() {}

    static List<software.amazon.awssdk.services.ecs.model.Tag> service(DeploymentKey key, TagState state) {
        return List.of(
                ecs(Tags.DEPLOYMENT_NAME, key.name()),
                ecs(Tags.DEPLOYMENT_ID, key.id()),
                ecs(Tags.STATE, state.word()));
    }

    /** Of a target group or a rule, which carry no time of their own. */
    static List<Tag> route(DeploymentKey key, Instant createdAt) {
        return List.of(
                elb(Tags.DEPLOYMENT_NAME, key.name()),
                elb(Tags.DEPLOYMENT_ID, key.id()),
                elb(Tags.CREATED_AT, createdAt.toString()));
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
}
