package io.ecsdrain.deployer.plan.look;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.ClusterTag;
import io.ecsdrain.inventory.model.Deployment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something of a deployment whose service is gone.
 *
 * @param kind {@code rule}, {@code target-group} or {@code parameter}
 * @param id ARN, or the parameter's path
 * @param createdAt as its tag or AWS has it; empty if nothing tells. Young things may belong to a deployment in the
 *     making
 */
public record Dangling(DeploymentKey key, String kind, String id, Optional<String> createdAt) {

    /**
     * What {@code verify} found.
     *
     * @param unknownOwner what has no service in this cluster either, but may be another cluster's
     * @param unread what could not be looked at: while there is any, it is not known that nothing dangles
     */
    public record Findings(List<Dangling> dangling, List<Dangling> unknownOwner, List<String> unread) {
        public Findings {
            dangling = List.copyOf(dangling);
            unknownOwner = List.copyOf(unknownOwner);
            unread = List.copyOf(unread);
        }
    }

    public static Findings in(ClusterSnapshot snapshot) {
        List<Dangling> found = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        Map<DeploymentKey, Boolean> orphans = new HashMap<>();
        for (Deployment deployment : snapshot.deployments()) {
            DeploymentKey key = deployment.key();
            deployment.parameter().unknownBecause().ifPresent(why -> unread.add(key + ": " + why));
            if (deployment.service().isEmpty()) {
                orphans.put(key, isOurs(deployment, snapshot));
                parameter(deployment).ifPresent(found::add);
            }
        }
        ClusterTag cluster = new ClusterTag(snapshot.cluster());
        snapshot.routing().unknownBecause().ifPresent(unread::add);
        snapshot.routing().value().ifPresent(routing -> {
            routing.targetGroups().values().forEach(group -> orphan(group.tags(), orphans.keySet(), cluster)
                    .ifPresent(key -> found.add(part(key, "target-group", group.arn(), group.tags()))));
            routing.listeners().forEach(listener -> {
                listener.rules().unknownBecause().ifPresent(why -> unread.add(listener.arn() + ": " + why));
                listener.rules().value().orElse(List.of()).forEach(rule -> orphan(
                                rule.tags(), orphans.keySet(), cluster)
                        .ifPresent(key -> found.add(part(key, "rule", rule.arn(), rule.tags()))));
            });
        });
        found.sort(Comparator.comparing(Dangling::key)
                .thenComparing(Dangling::kind)
                .thenComparing(Dangling::id));
        Map<Boolean, List<Dangling>> ours =
                found.stream().collect(Collectors.partitioningBy(each -> orphans.get(each.key())));
        return new Findings(ours.get(true), ours.get(false), unread);
    }

    private static boolean isOurs(Deployment deployment, ClusterSnapshot snapshot) {
        return deployment.owned()
                && !snapshot.elsewhere().containsKey(deployment.key().name());
    }

    private static Optional<Dangling> parameter(Deployment deployment) {
        return deployment
                .parameter()
                .found()
                .map(parameter -> new Dangling(
                        deployment.key(),
                        "parameter",
                        parameter.name(),
                        Optional.of(parameter.lastModified().toString())));
    }

    private static Dangling part(DeploymentKey key, String kind, String arn, Map<String, String> tags) {
        return new Dangling(key, kind, arn, Optional.ofNullable(tags.get(Tags.CREATED_AT)));
    }

    /** Only what the snapshot's scope speaks of: another name's things may have a service that was not looked for. */
    private static Optional<DeploymentKey> orphan(
            Map<String, String> tags, Set<DeploymentKey> orphans, ClusterTag cluster) {
        return DeploymentKey.fromTags(tags)
                .filter(key -> cluster.elsewhere(tags).isEmpty())
                .filter(orphans::contains);
    }
}
