package io.ecsdrain.deployer.plan.deploy;

/**
 * One entry of a service's capacity provider strategy.
 *
 * @param weight 0 to 1000; relative share of the tasks beyond every {@code base}
 * @param base tasks that run on it before the weights count; 0 to 100000
 */
public record CapacityProvider(String name, int weight, int base) {}
