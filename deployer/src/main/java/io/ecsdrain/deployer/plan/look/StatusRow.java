package io.ecsdrain.deployer.plan.look;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.SidecarLine;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.facts.LiveElection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One deployment as {@code status} shows it. What could not be read is {@code unknown}, what does not exist
 * {@code none}.
 *
 * @param state the parameter's word
 * @param tagState the service's tag, which may lag behind or say more: deploying, retired
 * @param desired empty without a service
 * @param tasks how many run, of those that are meant to; empty if that is not known, or there is no service
 * @param stopping how many still run and were told to stop
 * @param ready tasks whose newest point is 1, of those meant to run; empty if there is none, or none was asked
 * @param age since ECS created the service
 * @param routes such as {@code default, rule 1000 (parked)}
 * @param live whether it is to be live
 */
public record StatusRow(
        DeploymentKey key,
        String state,
        String tagState,
        Optional<Integer> desired,
        Optional<Integer> tasks,
        int stopping,
        Optional<Integer> ready,
        Optional<Duration> age,
        String routes,
        boolean live) {

    private static final String UNKNOWN = "unknown";
    private static final String NONE = "none";

    /** Every deployment: by name, then oldest first. */
    public static List<StatusRow> of(ClusterSnapshot snapshot) {
        return snapshot.deployments().stream()
                .map(deployment -> row(snapshot, deployment))
                .sorted(Comparator.comparing((StatusRow row) -> row.key().name())
                        .thenComparing(row -> row.age().map(Duration::negated).orElse(Duration.ofSeconds(1)))
                        .thenComparing(StatusRow::key))
                .toList();
    }

    private static StatusRow row(ClusterSnapshot snapshot, Deployment deployment) {
        Optional<ServiceView> service = deployment.service();
        return new StatusRow(
                deployment.key(),
                deployment.parameter().fold(ParameterView::value, () -> NONE, unread -> UNKNOWN),
                service.map(found -> found.tags().getOrDefault(Tags.STATE, NONE))
                        .orElse(deployment.owned() ? "no service" : "unknown owner"),
                service.map(ServiceView::desiredCount),
                tasks(deployment),
                stopping(deployment),
                ready(deployment),
                service.map(found -> Duration.between(found.createdAt(), snapshot.takenAt())),
                snapshot.routing()
                        .value()
                        .map(routing -> routes(routing, deployment))
                        .orElse(UNKNOWN),
                live(snapshot, deployment.key().name()).equals(Optional.of(deployment.key())));
    }

    private static Optional<Integer> tasks(Deployment deployment) {
        return deployment
                .tasks()
                .value()
                .map(all -> (int) all.stream()
                        .filter(task -> task.isMeantToRun() && "RUNNING".equals(task.lastStatus()))
                        .count())
                .or(() -> deployment.service().map(ServiceView::runningCount));
    }

    private static int stopping(Deployment deployment) {
        return (int) deployment.tasks().value().orElse(List.of()).stream()
                .filter(task -> !task.isMeantToRun() && !task.isStopped())
                .count();
    }

    private static Optional<Integer> ready(Deployment deployment) {
        List<TaskView> running = deployment.tasks().value().orElse(List.of()).stream()
                .filter(TaskView::isMeantToRun)
                .toList();
        if (running.isEmpty() || deployment.evidence().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((int) running.stream()
                .map(task -> deployment.evidence().get(task.taskId()))
                .filter(StatusRow::isReady)
                .count());
    }

    /** By the newest word of the task: {@code explain} says what the reaper makes of all of them. */
    private static boolean isReady(Evidence evidence) {
        if (evidence instanceof Evidence.Lines lines) {
            return lines.lines().stream()
                    .max(Comparator.comparing(SidecarLine::at).thenComparing(SidecarLine::seq))
                    .filter(SidecarLine::ready)
                    .isPresent();
        }
        return evidence instanceof Evidence.Points points
                && !points.points().isEmpty()
                && points.points().get(points.points().size() - 1).isReady();
    }

    private static String routes(Routing routing, Deployment deployment) {
        List<String> routes = new ArrayList<>();
        for (ListenerView listener : routing.listeners()) {
            if (listener.defaultTargets().stream()
                    .anyMatch(target ->
                            target.weight() > 0 && deployment.targetGroups().contains(target.targetGroupArn()))) {
                routes.add("default");
            }
            Stream<RuleView> rules = listener.rules().value().orElse(List.of()).stream();
            rules.filter(rule -> deployment.targetGroups().stream().anyMatch(rule::forwardsTo))
                    .map(rule -> "rule " + rule.priority() + (rule.isParked() ? " (parked)" : ""))
                    .forEach(routes::add);
            listener.rules().unknownBecause().ifPresent(why -> routes.add("rules " + UNKNOWN));
        }
        return routes.isEmpty() ? NONE : String.join(", ", routes);
    }

    private static Optional<DeploymentKey> live(ClusterSnapshot snapshot, String name) {
        Map<DeploymentKey, ParameterView> states = new HashMap<>();
        for (Deployment deployment : snapshot.deployments()) {
            deployment.parameter().found().ifPresent(found -> states.put(deployment.key(), found));
        }
        Optional<ParameterView> register =
                Optional.ofNullable(snapshot.registers().get(name)).flatMap(Lookup::found);
        return LiveElection.winner(name, register, states);
    }
}
