package io.ecsdrain.inventory;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Ownership;
import io.ecsdrain.inventory.model.ClusterTag;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which deployments and target groups are shown to be the cluster's that is looked at. Target groups, rules and
 * parameters belong to the whole account, so a tag with a deployment's name and id alone does not show it: the same
 * account may hold other clusters.
 */
final class Belongings {

    private final ClusterTag cluster;
    private final Set<DeploymentKey> shown = new HashSet<>();
    private final Map<DeploymentKey, Set<String>> shownGroups = new TreeMap<>();
    private final Map<DeploymentKey, Set<String>> unclearGroups = new TreeMap<>();
    private final Map<String, Set<String>> elsewhere = new TreeMap<>();

    Belongings(ClusterTag cluster) {
        this.cluster = cluster;
    }

    /**
     * Whether something of {@code key} with these tags may be this cluster's; if not, its other cluster is remembered.
     */
    boolean mayBeHere(DeploymentKey key, Map<String, String> tags) {
        Optional<String> other = cluster.elsewhere(tags);
        other.ifPresent(named ->
                elsewhere.computeIfAbsent(key.name(), first -> new TreeSet<>()).add(named));
        return other.isEmpty();
    }

    void group(DeploymentKey key, TargetGroupView group) {
        if (cluster.isHere(group.tags())) {
            show(key, Set.of(group.arn()));
        } else {
            unclearGroups.computeIfAbsent(key, first -> new TreeSet<>()).add(group.arn());
        }
    }

    /**
     * To be told after all groups: what a rule of this cluster leads to is this cluster's too, if it is tagged for the
     * same.
     */
    void rule(DeploymentKey key, RuleView rule) {
        if (cluster.isHere(rule.tags())) {
            show(
                    key,
                    unclear(
                            key,
                            rule.forwards().stream()
                                    .map(ForwardTarget::targetGroupArn)
                                    .toList()));
        }
    }

    /** @param service which ECS still knows under the name of {@code key}'s, though it does not list it any more */
    void deleted(DeploymentKey key, ServiceView service) {
        Set<String> its = unclear(key, service.targetGroupArns());
        if (!its.isEmpty()
                || Ownership.ofService(service.name(), service.tags()).key().equals(Optional.of(key))) {
            show(key, its);
        }
    }

    void parameter(DeploymentKey key, Map<String, String> tags) {
        if (mayBeHere(key, tags) && cluster.isHere(tags)) {
            show(key, Set.of());
        }
    }

    private Set<String> unclear(DeploymentKey key, Collection<String> groups) {
        Set<String> some = new TreeSet<>(groups);
        some.retainAll(unclearGroups.getOrDefault(key, Set.of()));
        return some;
    }

    private void show(DeploymentKey key, Set<String> groups) {
        shown.add(key);
        shownGroups.computeIfAbsent(key, first -> new TreeSet<>()).addAll(groups);
    }

    boolean isShown(DeploymentKey key) {
        return shown.contains(key);
    }

    /** Those tagged for {@code key} that are shown to be this cluster's. */
    Set<String> shownGroups(DeploymentKey key) {
        return shownGroups.getOrDefault(key, Set.of());
    }

    /** Those tagged for {@code key} that may be any cluster's, as far as their tags tell. */
    Set<String> unclearGroups(DeploymentKey key) {
        return unclearGroups.getOrDefault(key, Set.of());
    }

    /** By deployment name, the other clusters that something of it is tagged for. */
    Map<String, Set<String>> elsewhere() {
        return elsewhere;
    }
}
