package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.Tags.AddTags;
import io.ecsdrain.localaws.elbv2.shapes.Tags.DescribeTags;
import io.ecsdrain.localaws.elbv2.shapes.Tags.DescribeTagsResult;
import io.ecsdrain.localaws.elbv2.shapes.Tags.Nothing;
import io.ecsdrain.localaws.elbv2.shapes.Tags.RemoveTags;
import io.ecsdrain.localaws.elbv2.shapes.Tags.TagDescription;
import io.ecsdrain.localaws.wire.Operations;
import java.util.List;

/** Tagging of whatever kind of resource; one that is not there fails the whole call. */
final class TagOperations {

    private static final int MOST_ARNS = 20;

    private final ElbState state;

    TagOperations(ElbState state) {
        this.state = state;
    }

    void declare(Operations operations) {
        operations
                .on("AddTags", AddTags.class, this::add)
                .on("RemoveTags", RemoveTags.class, this::remove)
                .on("DescribeTags", DescribeTags.class, this::describe);
    }

    private Nothing add(AddTags request) {
        existing(request.resourceArns());
        Check.required(request.tags(), "Tags");
        request.resourceArns().forEach(arn -> state.tags.add(arn, request.tags()));
        return new Nothing();
    }

    private Nothing remove(RemoveTags request) {
        existing(request.resourceArns());
        Check.required(request.tagKeys(), "TagKeys");
        request.resourceArns().forEach(arn -> state.tags.remove(arn, request.tagKeys()));
        return new Nothing();
    }

    private DescribeTagsResult describe(DescribeTags request) {
        existing(request.resourceArns());
        return new DescribeTagsResult(request.resourceArns().stream()
                .map(arn -> new TagDescription(arn, state.tags.of(arn)))
                .toList());
    }

    private void existing(List<String> arns) {
        Check.required(arns, "ResourceArns");
        Check.that(arns.size() <= MOST_ARNS, "'ResourceArns' must have at most " + MOST_ARNS + " members");
        for (String arn : arns) {
            String kind = arn.substring(arn.lastIndexOf(':') + 1).replaceFirst("/.*", "");
            switch (kind) {
                case "loadbalancer" -> state.loadBalancer(arn);
                case "listener" -> state.listener(arn);
                case "listener-rule" -> state.rule(arn);
                case "targetgroup" -> state.targetGroup(arn);
                default -> throw Check.invalid("'" + arn + "' is not a valid load balancing ARN");
            }
        }
    }
}
