package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.DeploymentKey;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whose readiness to ask about next, given what has been seen so far. GetMetricData is billed by the metric, so an
 * observer asks again and again until its inquiry wants nothing more; what was never asked for stays
 * {@link Evidence.NotAsked}.
 */
@FunctionalInterface
public interface Inquiry {

    /** Asks about no task. */
    Inquiry NONE = soFar -> Map.of();

    /** Asks about every task that is meant to run, all at once. */
    Inquiry EVERY_TASK = soFar -> {
        Map<DeploymentKey, Set<String>> all = new TreeMap<>();
        soFar.deployments().forEach(deployment -> all.put(deployment.key(), unasked(deployment)));
        return all;
    };

    /**
     * @param soFar the whole snapshot, with the answers to the questions before
     * @return by deployment, the ids of the tasks to ask about next; those that have been asked about are asked no more
     */
    Map<DeploymentKey, Set<String>> next(ClusterSnapshot soFar);

    /** The ids of the tasks that were not asked about. */
    static Set<String> unasked(Deployment deployment) {
        return deployment.evidence().entrySet().stream()
                .filter(each -> each.getValue() instanceof Evidence.NotAsked)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
