package io.ecsdrain.deployer.plan;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Names;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something of a deployment whose service is gone.
 *
 * @param kind {@code rule}, {@code target-group} or {@code parameter}
 * @param id ARN, or the parameter's path
 * @param createdAt as its tag or AWS has it; empty if nothing tells. Young things may belong to a deployment in the making
 */
public record Dangling(DeploymentKey key, String kind, String id, Optional<String> createdAt) {

    /**
     * What {@code verify} found.
     *
     * @param unread what could not be looked at: without it nobody may say that nothing dangles
     */
    public record Findings(List<Dangling> dangling, List<String> unread) {
        public Findings {
            dangling = List.copyOf(dangling);
            unread = List.copyOf(unread);
        }
    }

    public static Findings in(ClusterSnapshot snapshot) {
        List<Dangling> found = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        Set<DeploymentKey> served = new HashSet<>();
        for (Deployment deployment : snapshot.deployments()) {
            if (deployment.service().isPresent()) {
                served.add(deployment.key());
            }
        }
        Set<DeploymentKey> known = new HashSet<>(served);
        for (Deployment deployment : snapshot.deployments()) {
            known.add(deployment.key());
            deployment.parameter().unknownBecause().ifPresent(why -> unread.add(deployment.key() + ": " + why));
            if (!served.contains(deployment.key())) {
                deployment
                        .parameter()
                        .value()
                        .flatMap(parameter -> parameter)
                        .ifPresent(parameter -> found.add(new Dangling(
                                deployment.key(),
                                "parameter",
                                parameter.name(),
                                Optional.of(parameter.lastModified().toString()))));
            }
        }
        snapshot.routing().unknownBecause().ifPresent(unread::add);
        snapshot.routing().value().ifPresent(routing -> {
            groups(routing.targetGroups().values(), served, known, found);
            routing.listeners().forEach(listener -> rules(listener, served, known, found, unread));
        });
        found.sort(Comparator.comparing(Dangling::key)
                .thenComparing(Dangling::kind)
                .thenComparing(Dangling::id));
        return new Findings(found, unread);
    }

    private static void groups(
            Collection<TargetGroupView> groups,
            Set<DeploymentKey> served,
            Set<DeploymentKey> known,
            List<Dangling> found) {
        for (TargetGroupView group : groups) {
            orphan(group.tags(), served, known)
                    .ifPresent(key -> found.add(new Dangling(
                            key,
                            "target-group",
                            group.arn(),
                            Optional.ofNullable(group.tags().get(Tags.CREATED_AT)))));
        }
    }

    private static void rules(
            ListenerView listener,
            Set<DeploymentKey> served,
            Set<DeploymentKey> known,
            List<Dangling> found,
            List<String> unread) {
        listener.rules().unknownBecause().ifPresent(why -> unread.add(listener.arn() + ": " + why));
        for (RuleView rule : listener.rules().value().orElse(List.of())) {
            orphan(rule.tags(), served, known)
                    .ifPresent(key -> found.add(new Dangling(
                            key,
                            "rule",
                            rule.arn(),
                            Optional.ofNullable(rule.tags().get(Tags.CREATED_AT)))));
        }
    }

    /** Only what the snapshot's scope speaks of: another name's things may have a service that was not looked for. */
    private static Optional<DeploymentKey> orphan(
            Map<String, String> tags, Set<DeploymentKey> served, Set<DeploymentKey> known) {
        String name = tags.get(Tags.DEPLOYMENT_NAME);
        String id = tags.get(Tags.DEPLOYMENT_ID);
        if (!Names.isValid(name) || !Names.isValid(id)) {
            return Optional.empty();
        }
        DeploymentKey key = new DeploymentKey(name, id);
        return known.contains(key) && !served.contains(key) ? Optional.of(key) : Optional.empty();
    }
}
