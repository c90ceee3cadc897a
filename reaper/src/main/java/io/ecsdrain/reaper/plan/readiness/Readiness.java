package io.ecsdrain.reaper.plan.readiness;

import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Evidence.Point;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a draining deployment's tasks are ready to be shut down, as of one moment. Ready is only what is known to be ready:
 * every task that is meant to run, on points of its own whose periods began after a given moment, without a gap.
 *
 * @param asked over the tasks that were asked about: READY if none was
 * @param blockers the tasks that stand against READY; those that were not asked about only if no other does
 * @param unasked how many tasks were not asked about
 * @param loop in which its tasks die; empty if they do not
 */
public record Readiness(Verdict asked, List<Blocker> blockers, int unasked, Optional<CrashLoop> loop) {

    private static final Evidence NOBODY_ASKED = new Evidence.NotAsked(Optional.empty());

    public enum Verdict {
        /** The task list is complete, and none is meant to run. */
        NO_TASKS,
        /** Every task was ready for K closed periods. */
        READY,
        /** Every task is ready, or but the next to die of a crash loop. */
        CRASHING,
        /** The newest point of every task is 1. */
        NEWEST_READY,
        /** The newest point of some task is not 1, and it is taken for sessions. */
        BUSY,
        /** The newest point of some task is not 1: it may be a session, a grace, or ignorance. Blocks like a session, un-parks nothing. */
        UNPROVEN,
        /** Some task is silent: no recent point of a period that began in time. */
        SILENT,
        /** Something could not be read. */
        UNKNOWN
    }

    /** @param from only periods that begin after this moment are evidence, and points too old by the facts's time are silence */
    public static Readiness of(DeploymentFacts facts, Instant from) {
        Optional<List<TaskView>> tasks = facts.deployment().tasks().value();
        if (tasks.isEmpty()) {
            return new Readiness(Verdict.UNKNOWN, List.of(), 0, Optional.empty());
        }
        List<TaskView> running =
                tasks.get().stream().filter(TaskView::isMeantToRun).toList();
        if (running.isEmpty()) {
            return new Readiness(Verdict.NO_TASKS, List.of(), 0, Optional.empty());
        }
        Optional<CrashLoop> loop = CrashLoop.of(tasks.get(), from, facts.policy());
        Verdict worst = Verdict.READY;
        List<Blocker> blockers = new ArrayList<>();
        List<Blocker> unasked = new ArrayList<>();
        for (TaskView task : running) {
            Evidence evidence = facts.deployment().evidence().getOrDefault(task.taskId(), NOBODY_ASKED);
            if (evidence instanceof Evidence.NotAsked) {
                unasked.add(new Blocker(task.taskId(), Optional.empty(), "its metric was not asked for"));
                continue;
            }
            Judgement own = judge(task, evidence, from, facts);
            Judgement judged =
                    own.mayBeDying() && loop.isPresent() && loop.get().takes(task, facts.now())
                            ? new Judgement(Verdict.CRASHING, Optional.empty())
                            : own;
            worst = worse(worst, judged.verdict());
            judged.blocker().ifPresent(blockers::add);
        }
        return new Readiness(worst, List.copyOf(blockers.isEmpty() ? unasked : blockers), unasked.size(), loop);
    }

    /** Over all tasks. Of one that was not asked about nothing is known, so the verdict is never READY with one. */
    public Verdict verdict() {
        return unasked == 0 ? asked : worse(asked, Verdict.UNKNOWN);
    }

    /** Whether no task stands against the end of all. */
    public boolean mayGo() {
        Verdict verdict = verdict();
        return verdict == Verdict.READY || verdict == Verdict.NO_TASKS || verdict == Verdict.CRASHING;
    }

    /** How many tasks stand against READY, in words; only at least so many where others were not asked about. */
    public String notReady() {
        return unasked == 0
                ? blockers.size() + " of its tasks not ready"
                : "at least " + blockers.size() + " of its tasks not ready, " + unasked + " more not asked about";
    }

    /** A task that is known to be busy says more than one of which nothing is known. */
    private static Verdict worse(Verdict one, Verdict other) {
        List<Verdict> order = List.of(
                Verdict.READY,
                Verdict.CRASHING,
                Verdict.NEWEST_READY,
                Verdict.UNKNOWN,
                Verdict.SILENT,
                Verdict.UNPROVEN,
                Verdict.BUSY);
        return order.indexOf(one) > order.indexOf(other) ? one : other;
    }

    private record Judgement(Verdict verdict, Optional<Blocker> blocker) {
        static Judgement blocked(Verdict verdict, TaskView task, Optional<Instant> since, String why) {
            return new Judgement(verdict, Optional.of(new Blocker(task.taskId(), since, why)));
        }

        /** A task that is known to have sessions, or of which nothing could be read, is not given up. */
        boolean mayBeDying() {
            return verdict == Verdict.SILENT || verdict == Verdict.UNPROVEN || verdict == Verdict.NEWEST_READY;
        }
    }

    /** @param evidence of a task that was asked about */
    private static Judgement judge(TaskView task, Evidence evidence, Instant from, DeploymentFacts facts) {
        if (evidence instanceof Evidence.Unread unread) {
            return Judgement.blocked(
                    Verdict.UNKNOWN, task, Optional.empty(), "its metric could not be read: " + unread.reason());
        }
        List<Point> all = ((Evidence.Points) evidence).points();
        List<Point> points = all.stream()
                .filter(point -> point.periodStart().isAfter(from)
                        && !point.periodStart().isAfter(facts.now()))
                .toList();
        if (points.isEmpty()) {
            Optional<Instant> last = all.isEmpty()
                    ? task.startedAt()
                    : Optional.of(all.get(all.size() - 1).periodStart());
            return Judgement.blocked(
                    Verdict.SILENT,
                    task,
                    last,
                    "silent: no report yet of a period that began after the drain or the parking");
        }
        return judge(task, points, facts);
    }

    /** @param points those that are evidence, oldest first; at least one */
    private static Judgement judge(TaskView task, List<Point> points, DeploymentFacts facts) {
        ReaperPolicy policy = facts.policy();
        Point newest = points.get(points.size() - 1);
        if (newest.periodStart().isBefore(facts.now().minus(policy.freshness()))) {
            return Judgement.blocked(Verdict.SILENT, task, Optional.of(newest.periodStart()), "it has fallen silent");
        }
        if (!isReady(newest)) {
            Optional<Instant> since = Optional.of(busySince(points));
            return isSession(task, points, facts)
                    ? Judgement.blocked(Verdict.BUSY, task, since, "it reports sessions")
                    : Judgement.blocked(Verdict.UNPROVEN, task, since, unproven(task, facts));
        }
        int closed = closedInARow(points, policy);
        return closed >= policy.consecutive()
                ? new Judgement(Verdict.READY, Optional.empty())
                : Judgement.blocked(
                        Verdict.NEWEST_READY,
                        task,
                        Optional.of(newest.periodStart().minus(policy.period().multipliedBy(closed))),
                        "ready in " + closed + " of " + policy.consecutive() + " closed periods");
    }

    /** A period is closed once there is a point of a later one; a gap is missing data, and missing is not ready. */
    private static int closedInARow(List<Point> points, ReaperPolicy policy) {
        int closed = 0;
        for (int i = points.size() - 2; i >= 0; i--) {
            boolean adjoins = points.get(i)
                    .periodStart()
                    .plus(policy.period())
                    .equals(points.get(i + 1).periodStart());
            if (!adjoins || !isReady(points.get(i))) {
                break;
            }
            closed++;
        }
        return closed;
    }

    private static Instant busySince(List<Point> points) {
        int first = points.size() - 1;
        while (first > 0 && !isReady(points.get(first - 1))) {
            first--;
        }
        return points.get(first).periodStart();
    }

    /**
     * Whether a 0 is taken for sessions: the task has said 1 since it drains; or clients may have come to it before they were led away,
     * and it has run for long by now. The sidecar's grace is none of the reaper's settings; this needs none.
     */
    private static boolean isSession(TaskView task, List<Point> points, DeploymentFacts facts) {
        return points.stream().anyMatch(Readiness::isReady)
                || task.startedAt()
                        .filter(at -> !at.isAfter(facts.now().minus(CrashLoop.young(facts.policy()))))
                        .filter(at -> facts.parkings()
                                .anyMatch(parked ->
                                        !at.isAfter(parked.plus(facts.policy().period()))))
                        .isPresent();
    }

    private static String unproven(TaskView task, DeploymentFacts facts) {
        Instant began = task.startedAt().filter(facts.evidenceStart()::isBefore).orElse(facts.evidenceStart());
        return began.isAfter(facts.now().minus(facts.policy().freshness()))
                ? "not known yet: it says 0, as every task does within its grace"
                : "it says 0 and has not said 1: it has sessions, or its sidecar does not know the state";
    }

    /** Exactly 1; anything else is no word of the sidecar's. */
    private static boolean isReady(Point point) {
        return point.minimum() == 1.0;
    }
}
