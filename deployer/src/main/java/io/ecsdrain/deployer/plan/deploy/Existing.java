package io.ecsdrain.deployer.plan.deploy;

import java.util.List;

/**
 * The ECS service of a deployment that is asked for again, as DescribeServices shows it. Unlike the services of a
 * {@link NameView} it may be DRAINING, for ListServices leaves those out.
 *
 * @param status {@code ACTIVE} or {@code DRAINING}
 * @param targets what the load balancer sends to: container and port of each attachment
 */
public record Existing(
        String name,
        String status,
        int desired,
        String taskDefinition,
        List<Attachment> targets,
        List<String> subnets,
        List<String> securityGroups) {

    /** One {@code loadBalancers} entry of the service. */
    public record Attachment(String container, int port) {}

    public Existing {
        targets = List.copyOf(targets);
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
    }

    /** DeleteService was called and its last task has not stopped yet. */
    public boolean isBeingDeleted() {
        return "DRAINING".equals(status);
    }
}
