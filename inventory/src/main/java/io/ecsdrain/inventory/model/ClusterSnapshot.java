package io.ecsdrain.inventory.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One cluster as seen at one moment.
 *
 * @param takenAt when the observation began; every age is measured against it
 * @param cluster the cluster's ARN
 * @param deployments every deployment that a tagged service, a state parameter, a tagged target group or a tagged rule
 *     speaks of, limited to the configured deployment name if there is one; in the order of their keys
 * @param otherServices services of the cluster that are no deployment of ours; only to know which target groups they
 *     use
 * @param routing listeners, rules and target groups of every load balancer that a deployment's target groups hang on
 * @param registers by deployment name, the register {@code /apps/<name>/live}
 * @param elsewhere by deployment name, the short names of other clusters that its target groups or rules are tagged
 *     for; names that are this cluster's alone are absent
 * @param remarks oddities that were left alone, for the report: contradictory tags, parameters with strange names
 */
public record ClusterSnapshot(
        Instant takenAt,
        String cluster,
        List<Deployment> deployments,
        List<ServiceView> otherServices,
        Observed<Routing> routing,
        Map<String, Lookup<ParameterView>> registers,
        Map<String, Set<String>> elsewhere,
        List<String> remarks) {

    /** Of an account with this cluster alone. */
    public ClusterSnapshot(
            Instant takenAt,
            String cluster,
            List<Deployment> deployments,
            List<ServiceView> otherServices,
            Observed<Routing> routing,
            Map<String, Lookup<ParameterView>> registers,
            List<String> remarks) {
        this(takenAt, cluster, deployments, otherServices, routing, registers, Map.of(), remarks);
    }

    public ClusterSnapshot {
        deployments = List.copyOf(deployments);
        otherServices = List.copyOf(otherServices);
        registers = Map.copyOf(registers);
        elsewhere = Map.copyOf(elsewhere);
        remarks = List.copyOf(remarks);
    }

    /** The same, judged at another time. */
    public ClusterSnapshot at(Instant time) {
        return new ClusterSnapshot(time, cluster, deployments, otherServices, routing, registers, elsewhere, remarks);
    }
}
