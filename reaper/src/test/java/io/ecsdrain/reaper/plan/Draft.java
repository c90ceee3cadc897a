package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Parking;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A deployment that has drained for an hour, five days old, its one task ready; to be changed in one point. */
final class Draft {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");
    static final ConditionView PARKED = new ConditionView(Parking.CONDITION_FIELD, "", List.of(Parking.NO_CLIENT));

    final DeploymentKey key;
    final Map<String, String> tags = new HashMap<>();
    final Map<String, String> groupTags = new HashMap<>();
    Lookup<ParameterView> parameter;
    Lookup<ParameterView> fence = Lookup.missing();
    Lookup<ScalingView> scaling = Lookup.missing();
    Instant created = ago(Duration.ofDays(5));
    int desired = 1;
    int delay = 300;
    boolean rebalances;
    double says = 1;
    boolean service = true;
    boolean running = true;
    /** So many tasks beyond the desired ones have not stopped yet. */
    int surplus;
    /** What its service says of itself. */
    String status = "ACTIVE";

    Optional<String> managedBy = Optional.empty();
    Optional<String> serviceName = Optional.empty();
    /** Its tasks, where the one that runs is not meant. */
    Optional<Observed<List<TaskView>>> tasks = Optional.empty();
    /** What is known of them, where it is not what {@link #says} says. */
    Map<String, Evidence> evidence;
    /** The rules of its listener. */
    final List<RuleView> rules = new ArrayList<>();
    /** Where its listener's default action forwards to. */
    final List<ForwardTarget> defaults = new ArrayList<>();

    /** Its target group is said to hang on the load balancer, whatever is seen there. */
    boolean attached;

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
        parameter = Lookup.of(new ParameterView(key.stateParameter(), value, written, version));
        return this;
    }

    Draft tag(String tag, String value) {
        tags.put(tag, value);
        return this;
    }

    Draft tasks(TaskView... all) {
        tasks = Optional.of(Observed.known(List.of(all)));
        return this;
    }

    /** A task of this status, which no metric was asked about. */
    static TaskView task(String id, String status) {
        boolean meant = status.equals("RUNNING") || status.equals("PENDING");
        return new TaskView(
                "task/" + id, id, status, meant ? "RUNNING" : "STOPPED", Optional.of(ago(Duration.ofDays(1))));
    }

    /** An affinity rule of its own. */
    Draft rule(String arn, ConditionView... conditions) {
        return rule(arn, Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.DEPLOYMENT_ID, key.id()), conditions);
    }

    Draft rule(String arn, Map<String, String> tags, ConditionView... conditions) {
        rules.add(new RuleView(
                arn, listener(), rules.size() + 1, List.of(conditions), List.of(new ForwardTarget(group(), 1)), tags));
        return this;
    }

    /** The same, parked at that time. */
    Draft parkedRule(String arn, Instant at) {
        return rule(
                arn,
                Map.of(
                        Tags.DEPLOYMENT_NAME, key.name(),
                        Tags.DEPLOYMENT_ID, key.id(),
                        Tags.PARKED_AT, at.toString()),
                header(1),
                PARKED);
    }

    /** An affinity condition of so many values. */
    static ConditionView header(int values) {
        return new ConditionView(
                "http-header",
                "Cookie",
                IntStream.range(0, values).mapToObj(each -> "N" + each + "=x").toList());
    }

    Deployment deployment() {
        TaskView task = new TaskView("task/t", "t", "RUNNING", "RUNNING", Optional.of(created));
        return new Deployment(
                key,
                service ? Optional.of(view()) : Optional.empty(),
                parameter,
                tasks.orElse(Observed.known(desired > 0 && running ? List.of(task) : List.of())),
                evidence == null ? Map.of("t", said()) : evidence,
                scaling,
                service ? List.of(group()) : List.of(),
                true,
                fence);
    }

    private ServiceView view() {
        return new ServiceView(
                "arn:" + key.id(),
                serviceName.orElse(key.serviceName()),
                status,
                created,
                desired,
                running ? desired + surplus : 0,
                0,
                tags,
                List.of(group()),
                "td:1",
                rebalances,
                managedBy,
                List.of());
    }

    String group() {
        return "tg/" + key;
    }

    String listener() {
        return "listener/" + key;
    }

    private Stream<ListenerView> listeners() {
        return rules.isEmpty() && defaults.isEmpty()
                ? Stream.empty()
                : Stream.of(new ListenerView(listener(), "lb", defaults, Observed.known(rules)));
    }

    private Evidence said() {
        return new Evidence.Points(IntStream.range(0, 5)
                .mapToObj(minute -> new Evidence.Point(NOW.minusSeconds(30 + 60L * minute), says))
                .toList());
    }

    /** A target group hangs on a load balancer by what forwards to it there. */
    private static List<String> balancers(Draft draft, Draft... drafts) {
        boolean led = draft.attached
                || Arrays.stream(drafts)
                        .anyMatch(each -> each.rules.stream().anyMatch(rule -> rule.forwardsTo(draft.group()))
                                || each.defaults.stream().anyMatch(target -> target.targetGroupArn()
                                        .equals(draft.group())));
        return led ? List.of("lb") : List.of();
    }

    static ClusterSnapshot snapshot(Draft... drafts) {
        Map<String, TargetGroupView> groups = Arrays.stream(drafts)
                .collect(Collectors.toMap(
                        Draft::group,
                        draft -> new TargetGroupView(
                                draft.group(),
                                "tg",
                                draft.groupTags,
                                balancers(draft, drafts),
                                Observed.known(draft.delay),
                                Observed.known(List.of()))));
        return new ClusterSnapshot(
                NOW,
                "cluster",
                Arrays.stream(drafts).map(Draft::deployment).toList(),
                List.of(),
                Observed.known(new Routing(
                        Arrays.stream(drafts).flatMap(Draft::listeners).toList(), groups)),
                Arrays.stream(drafts)
                        .map(draft -> draft.key.name())
                        .distinct()
                        .collect(Collectors.toMap(name -> name, name -> Lookup.missing())),
                List.of());
    }
}
