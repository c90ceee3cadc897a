package io.ecsdrain.deployer.plan.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The service that {@code deploy} is to create.
 *
 * @param containerName the container that the load balancer sends to
 * @param count desired tasks, at least 1; empty: as many as the live deployment has
 * @param publicIp whether its tasks get a public address, which they need in a subnet without NAT
 * @param healthGrace for how long after its start ECS ignores what the load balancer says of a task
 * @param capacityProviders what its tasks run on; empty: as the task definition's launch type says
 * @param executeCommand whether ECS Exec may open a shell in its containers
 * @param definition all else that a file says of it
 */
public record ServiceRequest(
        String containerName,
        int containerPort,
        List<String> subnets,
        List<String> securityGroups,
        boolean publicIp,
        Optional<Integer> count,
        Duration healthGrace,
        List<CapacityProvider> capacityProviders,
        boolean executeCommand,
        ServiceDefinition definition) {

    public ServiceRequest {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        capacityProviders = List.copyOf(capacityProviders);
    }
}
