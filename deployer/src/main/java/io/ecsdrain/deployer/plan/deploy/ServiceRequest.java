package io.ecsdrain.deployer.plan.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The service that {@code deploy} is to create.
 *
 * @param containerName the container that the load balancer sends to
 * @param count desired tasks, at least 1; empty: as many as the live deployment has
 * @param healthGrace for how long after its start ECS ignores what the load balancer says of a task
 */
public record ServiceRequest(
        String containerName,
        int containerPort,
        List<String> subnets,
        List<String> securityGroups,
        Optional<Integer> count,
        Duration healthGrace) {

    public ServiceRequest {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
    }
}
