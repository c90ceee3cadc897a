package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A deployment that has drained for an hour, five days old, its one task ready; to be changed in one point. */
final class Draft {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");

    final DeploymentKey key;
    final Map<String, String> tags = new HashMap<>();
    final Map<String, String> groupTags = new HashMap<>();
    Optional<ParameterView> parameter;
    Optional<ScalingView> scaling = Optional.empty();
    Instant created = ago(Duration.ofDays(5));
    int desired = 1;
    int delay = 300;
    double says = 1;
    boolean service = true;
    boolean running = true;

    private Draft(DeploymentKey key) {
        this.key = key;
        tags.put(Tags.DEPLOYMENT_NAME, key.name());
        tags.put(Tags.DEPLOYMENT_ID, key.id());
        tags.put(Tags.STATE, "draining");
        state("draining", 2, ago(Duration.ofHours(1)));
    }

    static Draft of(String id) {
        return of(new DeploymentKey("app", id));
    }

    static Draft of(DeploymentKey key) {
        return new Draft(key);
    }

    static Instant ago(Duration duration) {
        return NOW.minus(duration);
    }

    Draft state(String value, int version, Instant written) {
        parameter = Optional.of(new ParameterView(key.stateParameter(), value, written, version));
        return this;
    }

    Draft tag(String tag, String value) {
        tags.put(tag, value);
        return this;
    }

    Deployment deployment() {
        TaskView task = new TaskView("task/t", "t", "RUNNING", "RUNNING", Optional.of(created));
        return new Deployment(
                key,
                service ? Optional.of(view()) : Optional.empty(),
                Observed.known(parameter),
                Observed.known(desired > 0 && running ? List.of(task) : List.of()),
                Map.of("t", said()),
                Observed.known(scaling),
                service ? List.of(group()) : List.of());
    }

    private ServiceView view() {
        return new ServiceView(
                "arn:" + key.id(),
                key.serviceName(),
                "ACTIVE",
                created,
                desired,
                running ? desired : 0,
                0,
                tags,
                List.of(group()),
                "td:1");
    }

    String group() {
        return "tg/" + key;
    }

    private Evidence said() {
        return new Evidence.Points(IntStream.range(0, 5)
                .mapToObj(minute -> new Evidence.Point(NOW.minusSeconds(30 + 60L * minute), says))
                .toList());
    }

    static ClusterSnapshot snapshot(Draft... drafts) {
        Map<String, TargetGroupView> groups = Arrays.stream(drafts)
                .collect(Collectors.toMap(
                        Draft::group,
                        draft -> new TargetGroupView(
                                draft.group(),
                                "tg",
                                draft.groupTags,
                                List.of(),
                                Observed.known(draft.delay),
                                Observed.known(List.of()))));
        return new ClusterSnapshot(
                NOW,
                "cluster",
                Arrays.stream(drafts).map(Draft::deployment).toList(),
                List.of(),
                Observed.known(new Routing(List.of(), groups)),
                Arrays.stream(drafts)
                        .map(draft -> draft.key.name())
                        .distinct()
                        .collect(Collectors.toMap(name -> name, name -> Observed.known(Optional.empty()))),
                List.of());
    }
}
