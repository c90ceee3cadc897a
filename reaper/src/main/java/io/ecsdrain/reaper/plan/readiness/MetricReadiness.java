package io.ecsdrain.reaper.plan.readiness;

import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Evidence.Point;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether one task is ready, by its metric. */
final class MetricReadiness {

    private MetricReadiness() {}

    /**
     * Whether there is no point of the task at all, although it has run and drained for longer than any point takes to
     * be seen: with {@code DRAIN_EMIT=draining} the first comes with the drain.
     */
    static boolean isMissing(TaskView task, Evidence evidence, DeploymentFacts facts) {
        return evidence instanceof Evidence.Points points
                && points.points().isEmpty()
                && task.startedAt().isPresent()
                && began(task, facts).isBefore(facts.now().minus(CrashLoop.young(facts.policy())));
    }

    static TaskReadiness of(TaskView task, Evidence.Points evidence, Instant from, DeploymentFacts facts) {
        List<Point> all = evidence.points();
        List<Point> points = all.stream()
                .filter(point -> point.periodStart().isAfter(from)
                        && !point.periodStart().isAfter(facts.now()))
                .toList();
        if (points.isEmpty()) {
            Optional<Instant> last = all.isEmpty()
                    ? task.startedAt()
                    : Optional.of(all.get(all.size() - 1).periodStart());
            return TaskReadiness.blocked(
                    Verdict.SILENT,
                    task,
                    last,
                    "silent: no report yet of a period that began after the drain or the parking");
        }
        return of(task, points, facts);
    }

    /** @param points those that are evidence, oldest first; at least one */
    private static TaskReadiness of(TaskView task, List<Point> points, DeploymentFacts facts) {
        ReaperPolicy policy = facts.policy();
        Point newest = points.get(points.size() - 1);
        if (newest.periodStart().isBefore(facts.now().minus(policy.freshness()))) {
            return TaskReadiness.blocked(
                    Verdict.SILENT, task, Optional.of(newest.periodStart()), "it has fallen silent");
        }
        if (!newest.isReady()) {
            Optional<Instant> since = Optional.of(busySince(points));
            return isSession(task, points, facts)
                    ? TaskReadiness.blocked(Verdict.BUSY, task, since, "it reports sessions")
                    : TaskReadiness.blocked(Verdict.UNPROVEN, task, since, unproven(task, facts));
        }
        int closed = closedInARow(points, policy);
        return closed >= policy.consecutive()
                ? new TaskReadiness(Verdict.READY, Optional.empty())
                : TaskReadiness.blocked(
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
            if (!adjoins || !points.get(i).isReady()) {
                break;
            }
            closed++;
        }
        return closed;
    }

    private static Instant busySince(List<Point> points) {
        int first = points.size() - 1;
        while (first > 0 && !points.get(first - 1).isReady()) {
            first--;
        }
        return points.get(first).periodStart();
    }

    /**
     * Whether a 0 is taken for sessions: the task has said 1 since it drains; or clients may have come to it before
     * they were led away, and it has run for long by now. The sidecar's grace is none of the reaper's settings; this
     * needs none.
     */
    private static boolean isSession(TaskView task, List<Point> points, DeploymentFacts facts) {
        return points.stream().anyMatch(Point::isReady)
                || task.startedAt()
                        .filter(at -> !at.isAfter(facts.now().minus(CrashLoop.young(facts.policy()))))
                        .filter(at -> facts.parkings()
                                .anyMatch(parked ->
                                        !at.isAfter(parked.plus(facts.policy().period()))))
                        .isPresent();
    }

    /** Since when it has had a reason to speak of its readiness. */
    private static Instant began(TaskView task, DeploymentFacts facts) {
        return task.startedAt().filter(facts.evidenceStart()::isBefore).orElse(facts.evidenceStart());
    }

    private static String unproven(TaskView task, DeploymentFacts facts) {
        return began(task, facts).isAfter(facts.now().minus(facts.policy().freshness()))
                ? "not known yet: it says 0, as every task does within its grace"
                : "it says 0 and has not said 1: it has sessions, or its sidecar does not know the state";
    }
}
