package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.DeploymentKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One deployment and everything seen that belongs to it.
 *
 * @param service its ECS service; empty if none was listed (not created yet, or gone: the rest is then a leftover)
 * @param parameter its state parameter
 * @param tasks its tasks over both desiredStatus filters, STOPPED ones included; unknown also when they were not asked
 *     for
 * @param evidence by task id, what CloudWatch holds about the readiness of each task that is meant to run; empty unless
 *     the deployment drains
 * @param scaling its scalable target
 * @param targetGroups ARNs: those of its service together with those tagged for it that are shown to be this cluster's;
 *     if nothing of it is, all that are tagged for it
 * @param owned whether it is shown to be this cluster's: by a service, by a tag {@code cluster} on anything of it, or
 *     by what ECS still knows of its deleted service
 * @param fence its fence parameter
 */
public record Deployment(
        DeploymentKey key,
        Optional<ServiceView> service,
        Lookup<ParameterView> parameter,
        Observed<List<TaskView>> tasks,
        Map<String, Evidence> evidence,
        Lookup<ScalingView> scaling,
        List<String> targetGroups,
        boolean owned,
        Lookup<ParameterView> fence) {

    /** One without a fence. */
    public Deployment(
            DeploymentKey key,
            Optional<ServiceView> service,
            Lookup<ParameterView> parameter,
            Observed<List<TaskView>> tasks,
            Map<String, Evidence> evidence,
            Lookup<ScalingView> scaling,
            List<String> targetGroups,
            boolean owned) {
        this(key, service, parameter, tasks, evidence, scaling, targetGroups, owned, Lookup.missing());
    }

    /** One that is this cluster's. */
    public Deployment(
            DeploymentKey key,
            Optional<ServiceView> service,
            Lookup<ParameterView> parameter,
            Observed<List<TaskView>> tasks,
            Map<String, Evidence> evidence,
            Lookup<ScalingView> scaling,
            List<String> targetGroups) {
        this(key, service, parameter, tasks, evidence, scaling, targetGroups, true);
    }

    public Deployment {
        tasks = tasks.map(List::copyOf);
        evidence = Map.copyOf(evidence);
        targetGroups = List.copyOf(targetGroups);
    }

    /** The same with other tasks, and with what these say. */
    public Deployment saying(List<TaskView> now, Map<String, Evidence> saying) {
        return new Deployment(
                key, service, parameter, Observed.known(now), saying, scaling, targetGroups, owned, fence);
    }
}
