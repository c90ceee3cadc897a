package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.DeploymentKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What to look at.
 *
 * @param cluster short name or ARN
 * @param deploymentName only this name; empty: every name that service tags speak of
 * @param deployments the details of these only; empty: of all that deserve them
 * @param listenerArns looked at in addition to those discovered from the target groups
 * @param consecutive how many closed periods in a row the readiness rule wants; at least 1
 * @param period length of such a period: 1, 5, 10, 20, 30 seconds or a multiple of 60
 * @param metricLag how late a point may become visible after its period; widens the window of evidence
 * @param logs where the sidecars' lines are read; empty if the metric alone is
 */
public record Scope(
        String cluster,
        Optional<String> deploymentName,
        Set<DeploymentKey> deployments,
        List<String> listenerArns,
        int consecutive,
        Duration period,
        Duration metricLag,
        Optional<SidecarLogs> logs) {

    /** EMF's first point took one to three minutes. */
    public static final Duration USUAL_METRIC_LAG = Duration.ofMinutes(3);

    public Scope {
        deployments = Set.copyOf(deployments);
        listenerArns = List.copyOf(listenerArns);
        if (consecutive < 1 || period.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "consecutive and period must be positive: " + consecutive + ", " + period);
        }
    }

    /** Everything of one cluster, with the product's default readiness rule (3 periods of 60 s). */
    public static Scope ofCluster(String cluster) {
        return new Scope(
                cluster,
                Optional.empty(),
                Set.of(),
                List.of(),
                3,
                Duration.ofSeconds(60),
                USUAL_METRIC_LAG,
                Optional.empty());
    }

    public Scope only(String name) {
        return new Scope(cluster, Optional.of(name), deployments, listenerArns, consecutive, period, metricLag, logs);
    }

    /** Some deployments; of the others of their names only services, routes and parameters are read. */
    public Scope only(Set<DeploymentKey> some) {
        return new Scope(cluster, deploymentName, some, listenerArns, consecutive, period, metricLag, logs);
    }

    public Scope with(List<String> listeners) {
        return new Scope(cluster, deploymentName, deployments, listeners, consecutive, period, metricLag, logs);
    }

    public Scope needing(int closedPeriods, Duration length) {
        return new Scope(cluster, deploymentName, deployments, listenerArns, closedPeriods, length, metricLag, logs);
    }

    /** The same, reading the sidecars' lines. */
    public Scope reading(SidecarLogs lines) {
        return new Scope(
                cluster, deploymentName, deployments, listenerArns, consecutive, period, metricLag, Optional.of(lines));
    }

    /** The stretch of time that evidence is asked for, seen from {@code now}. */
    public Window window(Instant now) {
        return Window.before(now, period, consecutive, metricLag);
    }

    /** The names that are known without a look; empty where every name is to be looked at. */
    public Set<String> names() {
        return deployments.isEmpty()
                ? deploymentName.map(Set::of).orElse(Set.of())
                : deployments.stream().map(DeploymentKey::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether deployments of {@code name} are to be looked at. */
    public boolean covers(String name) {
        return names().isEmpty() || names().contains(name);
    }

    /** Whether the tasks of {@code key} are to be looked at. */
    public boolean wantsTasks(DeploymentKey key) {
        return deployments.isEmpty() || deployments.contains(key);
    }
}
