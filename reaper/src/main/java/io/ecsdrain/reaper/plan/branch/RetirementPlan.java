package io.ecsdrain.reaper.plan.branch;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import io.ecsdrain.reaper.plan.facts.ParkingPause;
import io.ecsdrain.reaper.plan.readiness.Readiness;
import io.ecsdrain.reaper.plan.readiness.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A draining service with a desired count: parked, un-parked, awaited, or scaled to zero. */
final class RetirementPlan {

    /** No session is left, so none needs the five minutes that AWS grants by default. */
    static final int LOWERED_DELAY_SECONDS = 10;

    private RetirementPlan() {}

    static Decision decide(DeploymentFacts facts, List<Action> upkeep) {
        Optional<RuleView> unparkable = facts.routes().unparkable();
        Optional<Instant> parkedSince = facts.parkedSince();
        Readiness sinceDrain = readiness(facts, facts.evidenceStart());
        Readiness sinceParked =
                parkedSince.map(since -> readiness(facts, since)).orElse(sinceDrain);
        Optional<Duration> overdue = overdue(facts);
        if (parkedSince.isPresent() && sinceParked.mayGo()) {
            return ready(facts, upkeep, sinceParked);
        }
        if (overdue.isEmpty() && !isReadyNow(sinceDrain)) {
            return blocked(facts, upkeep, sinceDrain);
        }
        if (unparkable.isPresent()) {
            return facts.keep(
                            Reason.CANNOT_PARK,
                            "rule " + unparkable.get().arn()
                                    + " has no room for one more condition: free a value or its source-ip condition")
                    .with(upkeep);
        }
        if (overdue.isPresent()) {
            return forced(facts, upkeep, sinceParked, overdue.get(), parkedSince.isPresent());
        }
        return parkedSince
                .map(since -> waiting(facts, upkeep, sinceParked, since))
                .orElseGet(() -> parking(facts, upkeep, sinceDrain));
    }

    private static Decision parking(DeploymentFacts facts, List<Action> upkeep, Readiness readiness) {
        Optional<Instant> pause = readiness.byLines() ? ParkingPause.end(facts) : Optional.empty();
        if (pause.isPresent()) {
            return new Decision(
                    facts.key(),
                    Reason.PARKING_PAUSED,
                    ground(readiness) + ", but sessions came after its clients were led away, "
                            + ParkingPause.of(facts).orElseThrow().inARow()
                            + " times in a row: they are led away again from " + pause.get() + " on",
                    readiness.blockers(),
                    upkeep);
        }
        return new Decision(
                facts.key(),
                Reason.PARKING,
                ground(readiness) + ": its clients are led away",
                readiness.blockers(),
                join(upkeep, readiness.byLines() ? join(park(facts), fence(facts)) : park(facts)));
    }

    private static String ground(Readiness readiness) {
        return switch (readiness.verdict()) {
            case NO_TASKS -> "no task is meant to run";
            case CRASHING -> readiness.loop().orElseThrow().phrase();
            default -> readiness.byLines() ? "every task says that it is ready" : "the newest point of every task is 1";
        };
    }

    private static Decision waiting(DeploymentFacts facts, List<Action> upkeep, Readiness readiness, Instant since) {
        if (readiness.byLines()) {
            boolean asked = facts.fence().isPresent();
            return new Decision(
                    facts.key(),
                    Reason.AWAITING_ANSWERS,
                    asked
                            ? "its tasks are asked whether a session came since its clients were led away"
                            : "its clients are led away, and its tasks are asked from now on",
                    readiness.blockers(),
                    asked ? upkeep : join(upkeep, fence(facts)));
        }
        return new Decision(
                facts.key(),
                facts.routes().own().isEmpty() ? Reason.NOT_READY : Reason.AWAITING_PARKED_EVIDENCE,
                "waits for " + facts.policy().consecutive() + " closed periods since " + since,
                readiness.blockers(),
                upkeep);
    }

    private static Readiness readiness(DeploymentFacts facts, Instant from) {
        return Readiness.of(facts, from);
    }

    private static boolean isReadyNow(Readiness readiness) {
        return readiness.mayGo() || readiness.verdict() == Verdict.NEWEST_READY;
    }

    private static Decision ready(DeploymentFacts facts, List<Action> upkeep, Readiness readiness) {
        boolean ready = readiness.verdict() == Verdict.READY;
        return new Decision(
                facts.key(),
                switch (readiness.verdict()) {
                    case NO_TASKS -> Reason.NO_TASKS;
                    case CRASHING -> Reason.CRASH_LOOP;
                    default -> Reason.READY;
                },
                ready ? ready(facts, readiness) : "draining, and " + ground(readiness),
                List.of(),
                // Nothing of a task that dies is known, so it keeps its delay.
                join(upkeep, toZero(facts, readiness.verdict() != Verdict.CRASHING, answered(facts, readiness))));
    }

    private static String ready(DeploymentFacts facts, Readiness readiness) {
        return readiness.byLines()
                ? "every task has answered that no session came since its clients were led away"
                : "every task ready for " + facts.policy().consecutive() + " closed periods";
    }

    /**
     * The fence that a task has answered, to be the same still just before the end. In a crash loop those that live
     * have answered it; where none did, no fence may stand.
     */
    private static Optional<ParameterView> answered(DeploymentFacts facts, Readiness readiness) {
        return readiness.byLines() && facts.fence().isPresent()
                ? facts.deployment().fence().found()
                : Optional.empty();
    }

    /** A parameter that is there and is no fence may be of a type that AWS does not let be overwritten. */
    private static List<Action> fence(DeploymentFacts facts) {
        Action write =
                new Action.WriteFence(facts.attachments(), facts.parameter().orElseThrow());
        boolean odd = facts.deployment()
                .fence()
                .found()
                .filter(found -> Fence.parse(found.value()).isEmpty())
                .isPresent();
        return odd ? List.of(new Action.DeleteFence(), write) : List.of(write);
    }

    /**
     * Not ready now. A task with sessions after the parking was reached by a client that slipped in and is to find the
     * way back; the first 0 of a task that started since tells nothing of the kind.
     */
    private static Decision blocked(DeploymentFacts facts, List<Action> upkeep, Readiness readiness) {
        List<RuleView> parked =
                facts.routes().own().stream().filter(RuleView::isParked).toList();
        if (readiness.verdict() == Verdict.BUSY && !parked.isEmpty()) {
            return new Decision(
                    facts.key(),
                    Reason.SESSIONS_CAME_BACK,
                    "a task reports sessions although its rules are parked: they are un-parked",
                    readiness.blockers(),
                    join(join(upkeep, FencePlan.back(facts)), List.of(unpark(facts, parked, readiness))));
        }
        if (readiness.withoutMetric()) {
            return new Decision(
                    facts.key(),
                    Reason.NO_METRIC,
                    "no point of the metric ShutdownReady of any task that was asked about: it is retired at MAX_AGE_HR alone",
                    readiness.blockers(),
                    upkeep);
        }
        boolean unknown = readiness.verdict() == Verdict.UNKNOWN;
        String detail = unknown
                ? facts.deployment()
                        .tasks()
                        .unknownBecause()
                        .map(why -> "its tasks could not be read: " + why)
                        .orElse("what some task says is not known")
                : readiness.notReady();
        return new Decision(
                facts.key(),
                unknown ? Reason.OBSERVATION_INCOMPLETE : Reason.NOT_READY,
                detail,
                readiness.blockers(),
                upkeep);
    }

    /** The metric takes minutes from one parking to the next anyway. */
    private static Action unpark(DeploymentFacts facts, List<RuleView> parked, Readiness readiness) {
        return new Action.UnparkRules(RuleRef.all(parked), readiness.byLines() ? ParkingPause.inARow(facts) : 0);
    }

    private static Decision forced(
            DeploymentFacts facts, List<Action> upkeep, Readiness readiness, Duration age, boolean parked) {
        String detail = "MAX_AGE exceeded: " + facts.ageOrigin() + " for " + age.toSeconds() + " s, limit "
                + facts.policy().maxAge().orElseThrow().toSeconds() + " s; "
                + (parked ? "it is retired, ready or not" : "its clients are led away first");
        return new Decision(
                facts.key(),
                Reason.MAX_AGE,
                detail,
                readiness.blockers(),
                join(upkeep, parked ? toZero(facts, false, Optional.empty()) : park(facts)));
    }

    /** The age that exceeds MAX_AGE; empty if it does not. */
    private static Optional<Duration> overdue(DeploymentFacts facts) {
        Duration age = Duration.between(facts.ageStart(), facts.now());
        return facts.policy().maxAge().filter(limit -> age.compareTo(limit) > 0).map(limit -> age);
    }

    private static List<Action> park(DeploymentFacts facts) {
        return List.of(new Action.ParkRules(RuleRef.all(facts.routes().own())));
    }

    private static List<Action> toZero(DeploymentFacts facts, boolean ready, Optional<ParameterView> fence) {
        String arn = facts.service().arn();
        List<String> groups = facts.attachments().targetGroups();
        List<TaskView> tasks = facts.deployment().tasks().value().orElse(List.of());
        List<String> alive = tasks.stream()
                .filter(task -> !task.isStopped())
                .map(TaskView::arn)
                .toList();
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.WriteOriginals(Grounds.DRAINING, arn, groups));
        if (!facts.deployment().scaling().isMissing()) {
            actions.add(new Action.SuspendAllScaling(Grounds.DRAINING, arn));
        }
        if (!alive.isEmpty()) {
            actions.add(new Action.ClearTaskProtection(Grounds.DRAINING, alive));
        }
        // A task that ECS is already stopping was not asked whether it is ready: it keeps its delay.
        boolean stopping = tasks.stream().anyMatch(task -> !task.isStopped() && !task.isMeantToRun());
        if (ready && !stopping && !groups.isEmpty()) {
            actions.add(new Action.LowerDeregistrationDelay(groups, LOWERED_DELAY_SECONDS));
        }
        actions.add(new Action.ScaleToZero(Grounds.DRAINING, facts.attachments(), facts.parameter(), List.of(), fence));
        return actions;
    }

    private static List<Action> join(List<Action> upkeep, List<Action> actions) {
        List<Action> all = new ArrayList<>(upkeep);
        all.addAll(actions);
        return all;
    }
}
