package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.Outlook.TaskOutlook;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import io.ecsdrain.reaper.plan.facts.ParkingPause;
import io.ecsdrain.reaper.plan.readiness.Readiness;
import io.ecsdrain.reaper.plan.readiness.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks ahead of the plan: what each deployment still has before it. Decides nothing by itself. */
public final class Forecast {

    /** What stands until something else changes it: neither readiness nor MAX_AGE overcomes it. */
    private static final Set<Reason> STANDS = EnumSet.of(
            Reason.ACTIVE,
            Reason.RESTORED,
            Reason.REGISTERED_LIVE,
            Reason.STATE_UNKNOWN,
            Reason.ROUTE_UNKNOWN,
            Reason.CONTRADICTORY_TAGS,
            Reason.OTHER_CLUSTER,
            Reason.UNKNOWN_OWNER,
            Reason.MANAGED_ELSEWHERE,
            Reason.STILL_ROUTED,
            Reason.LAST_SERVING,
            Reason.PINNED,
            Reason.CANNOT_PARK,
            Reason.KEEP_PREVIOUS,
            Reason.SERVICE_DELETING);

    private final ClusterSnapshot snapshot;
    private final ReaperPolicy policy;

    private Forecast(ClusterSnapshot snapshot, ReaperPolicy policy) {
        this.snapshot = snapshot;
        this.policy = policy;
    }

    /** One for each decision of the plan, in its order. */
    public static List<Outlook> of(ClusterSnapshot snapshot, ReaperPolicy policy) {
        Forecast outlooks = new Forecast(snapshot, policy);
        Map<Object, Deployment> deployments = new HashMap<>();
        snapshot.deployments().forEach(deployment -> deployments.put(deployment.key(), deployment));
        return Planner.plan(snapshot, policy).decisions().stream()
                .map(decision -> outlooks.of(decision, deployments.get(decision.key())))
                .toList();
    }

    private Outlook of(Decision decision, Deployment deployment) {
        DeploymentFacts facts = DeploymentFacts.of(deployment, snapshot, policy);
        boolean drains = deployment.service().isPresent()
                && facts.state().filter(DeploymentState.DRAINING::equals).isPresent();
        if (!drains) {
            return new Outlook(
                    decision,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    false,
                    Optional.empty(),
                    false,
                    false,
                    Optional.empty());
        }
        Optional<Instant> parked = facts.routes().own().isEmpty() ? Optional.empty() : facts.parkedSince();
        boolean atZero = facts.service().desiredCount() == 0;
        boolean open = !atZero && !STANDS.contains(decision.reason());
        Readiness readiness = Readiness.of(facts, from(facts));
        return new Outlook(
                decision,
                Optional.of(facts.drainStart()),
                parked,
                tasks(facts, readiness),
                atZero,
                open ? Optional.of(earliest(facts, decision, parked, readiness)) : Optional.empty(),
                open && slides(decision, readiness),
                readiness.byLines(),
                open ? latest(facts) : Optional.empty());
    }

    private static List<TaskOutlook> tasks(DeploymentFacts facts, Readiness readiness) {
        Map<String, Blocker> blockers =
                readiness.blockers().stream().collect(Collectors.toMap(Blocker::taskId, Function.identity()));
        return facts.deployment().tasks().value().orElse(List.of()).stream()
                .filter(TaskView::isMeantToRun)
                .map(task -> new TaskOutlook(task.taskId(), Optional.ofNullable(blockers.get(task.taskId()))))
                .toList();
    }

    private static Instant from(DeploymentFacts facts) {
        return facts.parkedSince().orElse(facts.evidenceStart());
    }

    private static boolean slides(Decision decision, Readiness readiness) {
        if (decision.retires() || decision.reason() == Reason.RUN_LIMIT) {
            return false;
        }
        Verdict verdict = readiness.verdict();
        boolean soon = verdict == Verdict.NEWEST_READY && !readiness.byLines();
        return verdict != Verdict.READY && verdict != Verdict.NO_TASKS && !soon;
    }

    /** As if every task said from now on that it is ready: nothing can be sooner. */
    private Instant earliest(DeploymentFacts facts, Decision decision, Optional<Instant> parked, Readiness readiness) {
        Instant now = facts.now();
        if (decision.retires() || decision.reason() == Reason.RUN_LIMIT) {
            return now;
        }
        Instant old = facts.service().createdAt().plus(policy.minAge());
        Instant start = old.isAfter(now) ? old : now;
        boolean led = parked.isPresent() || facts.routes().own().isEmpty();
        Verdict verdict = readiness.verdict();
        if (led && readiness.mayGo()) {
            return start;
        }
        if (readiness.byLines()) {
            // How long a sidecar has to be without a session is its own setting.
            return ParkingPause.end(facts).filter(start::isBefore).orElse(start);
        }
        if (led && verdict == Verdict.NEWEST_READY) {
            // The shortest row of ready periods decides; its beginning is what the task is blamed since.
            return readiness.blockers().stream()
                    .flatMap(blocker -> blocker.since().stream())
                    .map(since -> since.plus(whole()))
                    .filter(start::isBefore)
                    .max(Instant::compareTo)
                    .orElse(start);
        }
        Instant first = firstReady(facts, start);
        if (led) {
            return (first.isAfter(from(facts)) ? first : nextPeriod(start)).plus(whole());
        }
        // Its clients are led away once every task is ready, and what counts are the periods that begin after that.
        Instant parks = first.isAfter(start) ? first : start;
        return nextPeriod(parks).plus(whole());
    }

    /**
     * The period in which every task may say first that it is ready: this one, unless one has said in it that it is
     * not.
     */
    private Instant firstReady(DeploymentFacts facts, Instant start) {
        Instant period = nextPeriod(start).minus(policy.period());
        boolean busy = facts.deployment().evidence().values().stream()
                .flatMap(evidence ->
                        evidence instanceof Evidence.Points known ? known.points().stream() : Stream.empty())
                .anyMatch(point -> !point.periodStart().isBefore(period) && !point.isReady());
        return busy ? nextPeriod(start) : period;
    }

    private Duration whole() {
        return policy.period().multipliedBy(policy.consecutive());
    }

    private Instant nextPeriod(Instant from) {
        long seconds = policy.period().toSeconds();
        return Instant.ofEpochSecond((Math.floorDiv(from.getEpochSecond(), seconds) + 1) * seconds);
    }

    private Optional<Instant> latest(DeploymentFacts facts) {
        Instant origin = facts.ageStart();
        Instant old = facts.service().createdAt().plus(policy.minAge());
        return policy.maxAge().map(origin::plus).map(due -> due.isBefore(old) ? old : due);
    }
}
