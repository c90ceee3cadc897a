package io.ecsdrain.reaper.plan.readiness;

import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tasks of one service that die young again and again. No such task lives long enough to be known as ready, so without
 * this a deployment of them would drain for ever.
 *
 * @param from deaths before it do not count
 * @param settled a task that started before it may have been given a session
 * @param deaths how many there were, as far as ECS still shows them; at least {@value #FEWEST}
 * @param longest the longest that one of those that died took from its start until it was STOPPED. For one that failed
 *     its health checks the deregistration delay is part of it: ECS stops it only after that, and its successor takes
 *     as long
 */
public record CrashLoop(Instant from, Instant settled, int deaths, Duration longest) {

    /** One death is an accident, and so are two: ECS's circuit breaker too takes three at least. */
    static final int FEWEST = 3;

    /**
     * The crash loop that {@code tasks} show.
     *
     * @param tasks of one service, the stopped ones included
     * @param from what counts began and ended after it
     * @return empty if too few died, or if they lived long enough to say that they are ready
     */
    public static Optional<CrashLoop> of(List<TaskView> tasks, Instant from, ReaperPolicy policy) {
        List<Duration> lives = tasks.stream()
                .filter(task -> task.end().filter(TaskView.End::isFailure).isPresent())
                .filter(task -> began(task).isAfter(from))
                .map(task -> Duration.between(began(task), task.end().get().at()))
                .filter(life -> life.compareTo(young(policy)) <= 0)
                .toList();
        return lives.size() < FEWEST
                ? Optional.empty()
                : lives.stream()
                        .max(Duration::compareTo)
                        .map(longest -> new CrashLoop(from, from.plus(policy.period()), lives.size(), longest));
    }

    /**
     * A task that lives for longer than this can say that it is ready, and be heard. With a long deregistration delay
     * tasks that fail their health checks live for longer, so they are no crash loop and have to speak for themselves.
     */
    static Duration young(ReaperPolicy policy) {
        return policy.freshness().plus(policy.period().multipliedBy(policy.consecutive()));
    }

    /** One that was never RUNNING has no life. */
    private static Instant began(TaskView task) {
        return task.startedAt().orElseGet(() -> task.end().orElseThrow().at());
    }

    /**
     * Whether a task that is meant to run is but the next to die: it runs not yet, or it started when nothing led a
     * client to it any more and is no older than those became that died. One that outlives them is well, and has to
     * speak for itself.
     */
    public boolean takes(TaskView task, Instant now) {
        return task.startedAt()
                .map(at -> at.isAfter(settled) && !at.plus(longest).isBefore(now))
                .orElse(true);
    }

    /** For people. */
    public String phrase() {
        return "its tasks die again and again (" + deaths + " of them, none older than " + longest.toSeconds() + " s)";
    }
}
