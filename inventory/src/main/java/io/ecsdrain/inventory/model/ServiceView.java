package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One ECS service as DescribeServices showed it.
 *
 * @param status {@code ACTIVE}, {@code DRAINING} or {@code INACTIVE}
 * @param createdAt ECS's own creation time: what <em>older</em> means among deployments
 * @param runningCount very likely leaves DEACTIVATING tasks out, so it alone never proves that nothing runs
 * @param tags key to value
 * @param rebalances whether Availability Zone rebalancing is enabled: ECS may stop tasks of it at any time
 * @param targetGroupArns every one that it names, the alternate ones of ECS's own blue/green among them
 * @param managedBy what else than a rolling update of ECS decides which of its tasks run and where its clients go, as a
 *     phrase such as {@code ECS itself (strategy BLUE_GREEN)}; empty for an ordinary service
 * @param shiftedRuleArns listener rules by which ECS shifts its traffic; they are the service's as its target groups
 *     are
 */
public record ServiceView(
        String arn,
        String name,
        String status,
        Instant createdAt,
        int desiredCount,
        int runningCount,
        int pendingCount,
        Map<String, String> tags,
        List<String> targetGroupArns,
        String taskDefinitionArn,
        boolean rebalances,
        Optional<String> managedBy,
        List<String> shiftedRuleArns) {

    public ServiceView {
        tags = Map.copyOf(tags);
        targetGroupArns = List.copyOf(targetGroupArns);
        shiftedRuleArns = List.copyOf(shiftedRuleArns);
    }

    /**
     * The target group that clients are led to: empty if it has none or several, or if something else moves its
     * clients.
     */
    public Optional<String> soleTargetGroup() {
        return targetGroupArns.size() == 1 && managedBy.isEmpty()
                ? Optional.of(targetGroupArns.get(0))
                : Optional.empty();
    }

    /** An ordinary one that does not rebalance. */
    public ServiceView(
            String arn,
            String name,
            String status,
            Instant createdAt,
            int desiredCount,
            int runningCount,
            int pendingCount,
            Map<String, String> tags,
            List<String> targetGroupArns,
            String taskDefinitionArn) {
        this(
                arn,
                name,
                status,
                createdAt,
                desiredCount,
                runningCount,
                pendingCount,
                tags,
                targetGroupArns,
                taskDefinitionArn,
                false);
    }

    /** An ordinary one: scheduled by ECS as a replica service, and rolled out by it. */
    public ServiceView(
            String arn,
            String name,
            String status,
            Instant createdAt,
            int desiredCount,
            int runningCount,
            int pendingCount,
            Map<String, String> tags,
            List<String> targetGroupArns,
            String taskDefinitionArn,
            boolean rebalances) {
        this(
                arn,
                name,
                status,
                createdAt,
                desiredCount,
                runningCount,
                pendingCount,
                tags,
                targetGroupArns,
                taskDefinitionArn,
                rebalances,
                Optional.empty(),
                List.of());
    }

    /** What its tag {@code state} says; empty if it has none or an unknown one. */
    public Optional<TagState> tagState() {
        return TagState.parse(tags.get(Tags.STATE));
    }

    public boolean isTagged(TagState state) {
        return tagState().filter(state::equals).isPresent();
    }

    /** Whether it is neither deleted nor being deleted. */
    public boolean isAlive() {
        return "ACTIVE".equals(status);
    }
}
