package io.ecsdrain.reaper.plan;

import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What lies before one deployment: the same facts that the plan decides upon, told for people.
 *
 * @param decision what the next run does with it
 * @param drainingSince empty unless it drains
 * @param parkedSince since when all of its own rules are parked; empty also where it has none
 * @param tasks those that are meant to run and are asked for their readiness; none unless it drains
 * @param atZero whether it drains and is scaled to zero already
 * @param earliest no run scales it to zero before this, even if no session comes from now on; empty if something else
 *     has to change first, or it is at zero already
 * @param slides whether {@code earliest} moves on with the time, because it counts from when tasks are ready that are
 *     not yet
 * @param byLines whether its tasks are asked by a fence, and answer in their logs
 * @param latest from then on it goes, ready or not (MAX_AGE); empty if nothing forces it, or not while the decision's
 *     reason lasts
 */
public record Outlook(
        Decision decision,
        Optional<Instant> drainingSince,
        Optional<Instant> parkedSince,
        List<TaskOutlook> tasks,
        boolean atZero,
        Optional<Instant> earliest,
        boolean slides,
        boolean byLines,
        Optional<Instant> latest) {

    public Outlook {
        tasks = List.copyOf(tasks);
    }

    /**
     * One task.
     *
     * @param blocks empty if it is ready; else why it is not, with since when
     */
    public record TaskOutlook(String taskId, Optional<Blocker> blocks) {}
}
