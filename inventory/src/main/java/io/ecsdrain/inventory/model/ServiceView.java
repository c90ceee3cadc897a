package io.ecsdrain.inventory.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One ECS service as DescribeServices showed it.
 *
 * @param status {@code ACTIVE}, {@code DRAINING} or {@code INACTIVE}
 * @param createdAt ECS's own creation time: what <em>older</em> means among deployments
 * @param runningCount very likely leaves DEACTIVATING tasks out, so it alone never proves that nothing runs
 * @param tags key to value
 * @param rebalances whether Availability Zone rebalancing is enabled: ECS may stop tasks of it at any time
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
        boolean rebalances) {

    public ServiceView {
        tags = Map.copyOf(tags);
        targetGroupArns = List.copyOf(targetGroupArns);
    }

    /** One that does not rebalance. */
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

    /** Whether it is neither deleted nor being deleted. */
    public boolean isAlive() {
        return "ACTIVE".equals(status);
    }
}
