package io.ecsdrain.reaper.plan.readiness;

import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a draining deployment's tasks are ready to be shut down, as of one moment. Ready is only what is known to be
 * ready: every task that is meant to run, on points of its own whose periods began after a given moment, without a gap.
 *
 * @param asked over the tasks that were asked about: READY if none was
 * @param blockers the tasks that stand against READY; those that were not asked about only if no other does
 * @param unasked how many tasks were not asked about
 * @param loop in which its tasks die; empty if they do not
 * @param withoutMetric whether no task that was asked about has a point of the metric, though each is old enough
 * @param byLines whether some task speaks by its sidecar's log, so that a fence is its question and its answer
 */
public record Readiness(
        Verdict asked,
        List<Blocker> blockers,
        int unasked,
        Optional<CrashLoop> loop,
        boolean withoutMetric,
        boolean byLines) {

    private static final Evidence NOT_ASKED = new Evidence.NotAsked(Optional.empty());

    /**
     * @param from only periods that begin after this moment are evidence, and points too old by the snapshot's time are
     *     silence
     */
    public static Readiness of(DeploymentFacts facts, Instant from) {
        Optional<List<TaskView>> tasks = facts.deployment().tasks().value();
        if (tasks.isEmpty()) {
            return new Readiness(Verdict.UNKNOWN, List.of(), 0, Optional.empty(), false, false);
        }
        List<TaskView> running =
                tasks.get().stream().filter(TaskView::isMeantToRun).toList();
        if (running.isEmpty()) {
            return new Readiness(Verdict.NO_TASKS, List.of(), 0, Optional.empty(), false, false);
        }
        Optional<CrashLoop> loop = CrashLoop.of(tasks.get(), ledAway(facts, from), facts.policy());
        Verdict worst = Verdict.READY;
        boolean byLines = false;
        boolean withoutMetric = true;
        List<Blocker> blockers = new ArrayList<>();
        List<Blocker> unasked = new ArrayList<>();
        for (TaskView task : running) {
            Evidence evidence = facts.deployment().evidence().getOrDefault(task.taskId(), NOT_ASKED);
            if (evidence instanceof Evidence.NotAsked) {
                unasked.add(new Blocker(task.taskId(), Optional.empty(), "its metric was not asked for"));
                continue;
            }
            byLines |= evidence instanceof Evidence.Lines;
            withoutMetric &= MetricReadiness.isMissing(task, evidence, facts);
            TaskReadiness own = own(task, evidence, from, facts);
            TaskReadiness judged =
                    own.mayBeDying() && loop.isPresent() && loop.get().takes(task, facts.now())
                            ? new TaskReadiness(Verdict.CRASHING, Optional.empty())
                            : own;
            worst = worst.or(judged.verdict());
            judged.blocker().ifPresent(blockers::add);
        }
        return new Readiness(
                worst,
                List.copyOf(blockers.isEmpty() ? unasked : blockers),
                unasked.size(),
                loop,
                withoutMetric && unasked.size() < running.size(),
                byLines);
    }

    /**
     * Since when surely no client is led to its tasks, of which one that dies young tells nothing. A rule that a person
     * has deleted says no time; a fence was written once none led there any more.
     */
    private static Instant ledAway(DeploymentFacts facts, Instant from) {
        return facts.fence()
                .flatMap(standing -> facts.deployment().fence().found())
                .map(ParameterView::lastModified)
                .filter(written -> written.isAfter(from))
                .orElse(from);
    }

    /** A line says by itself what it rests on, a point only when its period began. */
    private static TaskReadiness own(TaskView task, Evidence evidence, Instant from, DeploymentFacts facts) {
        if (evidence instanceof Evidence.Lines lines) {
            return LineReadiness.of(task, lines, facts);
        } else if (evidence instanceof Evidence.Points points) {
            return MetricReadiness.of(task, points, from, facts);
        } else if (evidence instanceof Evidence.Unread unread) {
            return TaskReadiness.blocked(
                    Verdict.UNKNOWN, task, Optional.empty(), "what it says could not be read: " + unread.reason());
        }
        throw new IllegalArgumentException("not asked about: " + task.taskId());
    }

    /** Over all tasks. Of one that was not asked about nothing is known, so the verdict is never READY with one. */
    public Verdict verdict() {
        return unasked == 0 ? asked : asked.or(Verdict.UNKNOWN);
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
}
