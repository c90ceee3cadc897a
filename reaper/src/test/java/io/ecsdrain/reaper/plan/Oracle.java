package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Evidence.Point;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.SidecarLine;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What docs/invariants.md forbids, asked of a snapshot. It shares no code with the planner that it judges. */
final class Oracle {

    private Oracle() {}

    static boolean owns(DeploymentKey key, RuleView rule) {
        if (rule.tags().containsKey(Tags.DEPLOYMENT_ID)) {
            return key.id().equals(rule.tags().get(Tags.DEPLOYMENT_ID))
                    && key.name().equals(rule.tags().get(Tags.DEPLOYMENT_NAME));
        }
        return rule.conditions().stream()
                .flatMap(condition -> condition.values().stream())
                .flatMap(value -> Arrays.stream(value.split("[^a-z0-9-]+")))
                .anyMatch(key.id()::equals);
    }

    static List<ServiceView> otherServices(ClusterSnapshot snapshot, DeploymentKey key) {
        List<ServiceView> others = new ArrayList<>(snapshot.otherServices());
        snapshot.deployments().stream().filter(each -> !each.key().equals(key)).forEach(each -> each.service()
                .ifPresent(others::add));
        return others;
    }

    static boolean deletes(Action action) {
        return deletionRank(action) > 0;
    }

    /** Its place in the order of deletion; -1 for what is no part of it. */
    static int deletionRank(Action action) {
        List<Class<?>> order = List.of(
                Action.MarkRetired.class,
                Action.DeleteRule.class,
                Action.DeleteTargetGroup.class,
                Action.DeleteParameter.class,
                Action.DeregisterScalableTarget.class,
                Action.DeleteService.class);
        return action instanceof Action.RemoveFromRule ? 1 : order.indexOf(action.getClass());
    }

    static Optional<String> serviceOf(Action action) {
        return component(action, "serviceArn").map(String.class::cast);
    }

    static Optional<String> parameterOf(Action action) {
        return component(action, "name").map(String.class::cast);
    }

    static List<String> groupsOf(Action action) {
        List<String> groups = new ArrayList<>();
        component(action, "targetGroupArn").ifPresent(arn -> groups.add((String) arn));
        component(action, "targetGroups").ifPresent(list -> ((List<?>) list).forEach(arn -> groups.add((String) arn)));
        component(action, "attachments")
                .ifPresent(attachments -> groups.addAll(((Attachments) attachments).targetGroups()));
        return groups;
    }

    static List<String> rulesOf(Action action) {
        List<String> rules = new ArrayList<>();
        component(action, "rule").ifPresent(ref -> rules.add(((RuleRef) ref).arn()));
        component(action, "rules").ifPresent(list -> ((List<?>) list).forEach(ref -> rules.add(((RuleRef) ref).arn())));
        return rules;
    }

    private static Optional<Object> component(Action action, String name) {
        return Arrays.stream(action.getClass().getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .map(component -> {
                    try {
                        return component.getAccessor().invoke(action);
                    } catch (ReflectiveOperationException impossible) {
                        throw new AssertionError(impossible);
                    }
                });
    }

    static boolean taggedForAnother(ClusterSnapshot snapshot, String group, DeploymentKey key) {
        return snapshot.routing()
                .value()
                .map(routing -> routing.targetGroups().get(group))
                .filter(found -> !key.id().equals(found.tags().get(Tags.DEPLOYMENT_ID))
                        || !key.name().equals(found.tags().get(Tags.DEPLOYMENT_NAME)))
                .isPresent();
    }

    private static Stream<RuleView> rules(ClusterSnapshot snapshot) {
        return snapshot.routing().value().orElseThrow().listeners().stream()
                .flatMap(listener -> listener.rules().value().orElse(List.of()).stream());
    }

    static RuleView rule(ClusterSnapshot snapshot, String arn) {
        return rules(snapshot)
                .filter(rule -> rule.arn().equals(arn))
                .findFirst()
                .orElseThrow();
    }

    static List<RuleView> rulesTo(ClusterSnapshot snapshot, Deployment deployment) {
        return rules(snapshot)
                .filter(rule -> rule.forwards().stream()
                        .anyMatch(target -> deployment.targetGroups().contains(target.targetGroupArn())))
                .toList();
    }

    /** The stamp, unless it is nonsense or the parameter was written twice since; else the parameter. */
    static Instant drainStart(ClusterSnapshot snapshot, Deployment deployment) {
        String stamp = deployment.service().orElseThrow().tags().getOrDefault(Tags.DRAIN_STARTED_AT, "");
        Instant written = deployment.parameter().found().orElseThrow().lastModified();
        String seen = deployment.service().orElseThrow().tags().getOrDefault(Tags.DRAIN_SEEN, "");
        boolean counts = stamp.startsWith("2026")
                && !Instant.parse(stamp).isAfter(snapshot.takenAt())
                && (!written.isAfter(Instant.parse(stamp)) || isTheNotedOrTheNextWrite(seen, deployment));
        return counts ? Instant.parse(stamp) : written;
    }

    private static boolean isTheNotedOrTheNextWrite(String seen, Deployment deployment) {
        ParameterView state = deployment.parameter().found().orElseThrow();
        String noted = seen.replaceFirst(".*@", "");
        return seen.equals(state.version() + "@" + state.lastModified())
                || seen.startsWith(state.version() - 1 + "@2")
                        && !Instant.parse(noted).isAfter(state.lastModified());
    }

    /** The latest of drain start, the parameter's last write and every parking. */
    static Instant evidenceFrom(ClusterSnapshot snapshot, Deployment deployment) {
        return Stream.concat(
                        Stream.of(
                                drainStart(snapshot, deployment),
                                deployment.parameter().found().orElseThrow().lastModified()),
                        rulesTo(snapshot, deployment).stream()
                                .map(rule -> Instant.parse(rule.tags().get(Tags.PARKED_AT))))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** All that is no time in the past. */
    static boolean isPinned(ServiceView service) {
        String until = service.tags().get(Tags.PINNED_UNTIL);
        return until != null && (!until.startsWith("20") || Instant.parse(until).isAfter(SnapshotMaker.NOW));
    }

    /** Drains, and is marked so; one that is marked retired besides has begun to be deleted. */
    static boolean isKept(Deployment deployment) {
        return drains(deployment)
                && deployment
                        .service()
                        .filter(service -> service.tags().containsKey(Tags.KEPT)
                                && !"retired".equals(service.tags().get(Tags.STATE)))
                        .isPresent();
    }

    private static boolean drains(Deployment deployment) {
        return deployment
                .parameter()
                .found()
                .filter(state -> state.value().equals("draining"))
                .isPresent();
    }

    /** Whether a deployment of the same name drains that ECS made later, or at the same time. */
    static boolean youngerThatDrains(ClusterSnapshot snapshot, DeploymentKey key) {
        Instant created = snapshot.deployments().stream()
                .filter(each -> each.key().equals(key))
                .map(each -> each.service().orElseThrow().createdAt())
                .findFirst()
                .orElseThrow();
        return snapshot.deployments().stream()
                .filter(each ->
                        each.key().name().equals(key.name()) && !each.key().equals(key))
                .filter(Oracle::drains)
                .flatMap(each -> each.service().stream())
                .anyMatch(service -> !service.createdAt().isBefore(created));
    }

    static boolean drainsWithTasks(Deployment deployment) {
        return drains(deployment)
                && deployment
                        .service()
                        .filter(service -> service.status().equals("ACTIVE") && service.runningCount() > 0)
                        .isPresent();
    }

    /** By the newest write of register and active states, if that is beyond doubt: who is to be live has no service. */
    static boolean liveOneIsMissing(ClusterSnapshot snapshot, String name) {
        Optional<ParameterView> register = snapshot.registers().get(name).found();
        List<Deployment> ofName = snapshot.deployments().stream()
                .filter(each -> each.key().name().equals(name))
                .toList();
        List<ParameterView> claims = Stream.concat(
                        register.stream(),
                        ofName.stream()
                                .flatMap(each -> each.parameter().found().stream())
                                .filter(state -> state.value().equals("active")))
                .sorted(Comparator.comparing(ParameterView::lastModified).reversed())
                .toList();
        if (claims.isEmpty()
                || claims.size() > 1
                        && claims.get(0).lastModified().equals(claims.get(1).lastModified())) {
            return false;
        }
        String id = register.filter(claims.get(0)::equals).isPresent()
                ? claims.get(0).value()
                : claims.get(0).name().split("/")[3];
        return ofName.stream()
                .noneMatch(each -> each.key().id().equals(id) && each.service().isPresent());
    }

    /** By its metric, or by its answer to the fence. */
    static void assertReady(
            ClusterSnapshot snapshot, Deployment deployment, TaskView task, Instant from, int consecutive) {
        Evidence evidence = deployment.evidence().get(task.taskId());
        if (evidence instanceof Evidence.Lines said) {
            assertAnswered(snapshot, deployment, said.lines());
        } else {
            assertReady(evidence, from, consecutive);
        }
    }

    /**
     * A fence of this state and this parking stands; each process that spoke of late has answered it twice in a row,
     * last of all.
     */
    private static void assertAnswered(ClusterSnapshot snapshot, Deployment deployment, List<SidecarLine> lines) {
        String state = LinesMaker.note(deployment.parameter().found().orElseThrow());
        assertThat(deployment.fence().found().orElseThrow().value())
                .contains("\"state\":\"" + state + "\"")
                .contains("\"rules\":\"" + LinesMaker.digest(rulesTo(snapshot, deployment).stream()) + "\"");
        int fresh = 0;
        for (String boot : lines.stream().map(SidecarLine::boot).distinct().toList()) {
            List<SidecarLine> own = lines.stream()
                    .filter(line -> line.boot().equals(boot))
                    .sorted(Comparator.comparing(SidecarLine::seq))
                    .toList();
            SidecarLine last = own.get(own.size() - 1);
            if (last.at().isBefore(SnapshotMaker.NOW.minusSeconds(45))) {
                continue;
            }
            fresh++;
            assertThat(last.at()).isBefore(SnapshotMaker.NOW.plusSeconds(61));
            SidecarLine before = own.get(own.size() - 2);
            assertThat(before.seq()).isEqualTo(last.seq() - 1);
            for (SidecarLine line : List.of(before, last)) {
                assertThat(line.ready() && line.busy() == 0).isTrue();
                assertThat(line.state()).contains(state);
                assertThat(deployment.fence().found().orElseThrow().value())
                        .contains("\"nonce\":\"" + line.fence().orElseThrow() + "\"");
            }
        }
        assertThat(fresh).isPositive();
    }

    /** The newest K closed periods and the open one: all 1, after {@code from}, a minute apart, the newest recent. */
    static void assertReady(Evidence evidence, Instant from, int consecutive) {
        assertThat(evidence).isInstanceOf(Evidence.Points.class);
        List<Point> points = ((Evidence.Points) evidence).points();
        assertThat(points).hasSizeGreaterThan(consecutive);
        List<Point> last = points.subList(points.size() - consecutive - 1, points.size());
        for (int i = 0; i < last.size(); i++) {
            assertThat(last.get(i).minimum()).isEqualTo(1.0);
            assertThat(last.get(i).periodStart()).isAfter(from);
            assertThat(last.get(i).periodStart())
                    .isEqualTo(last.get(0).periodStart().plusSeconds(60L * i));
        }
        assertThat(last.get(consecutive).periodStart()).isAfter(SnapshotMaker.NOW.minusSeconds(301));
    }

    /**
     * Every task that is meant to run is ready by its own words, or began after all that counts and has yet to outlive
     * the dead.
     */
    static void assertGivenUp(ClusterSnapshot snapshot, Deployment deployment, int consecutive) {
        Instant from = evidenceFrom(snapshot, deployment);
        List<TaskView> tasks = deployment.tasks().value().orElseThrow();
        List<Duration> lives = tasks.stream()
                .filter(task -> task.end()
                        .filter(end -> end.code().equals("EssentialContainerExited"))
                        .isPresent())
                .filter(task -> task.startedAt().orElseThrow().isAfter(from))
                .map(task -> Duration.between(
                        task.startedAt().orElseThrow(), task.end().orElseThrow().at()))
                .toList();
        assertThat(lives).hasSizeGreaterThanOrEqualTo(3);
        Duration longest = lives.stream().max(Comparator.naturalOrder()).orElseThrow();
        for (TaskView task : tasks) {
            if (!task.isMeantToRun()) {
                continue;
            }
            Instant began = task.startedAt().orElseThrow();
            boolean next = began.isAfter(from)
                    && Duration.between(began, snapshot.takenAt()).compareTo(longest) <= 0;
            if (!next) {
                assertReady(snapshot, deployment, task, from, consecutive);
            }
        }
    }
}
