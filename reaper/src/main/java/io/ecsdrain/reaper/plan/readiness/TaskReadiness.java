package io.ecsdrain.reaper.plan.readiness;

import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.decision.Blocker;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether one task is ready.
 *
 * @param blocker what stands against READY; empty if nothing does
 */
record TaskReadiness(Verdict verdict, Optional<Blocker> blocker) {

    static TaskReadiness blocked(Verdict verdict, TaskView task, Optional<Instant> since, String why) {
        return new TaskReadiness(verdict, Optional.of(new Blocker(task.taskId(), since, why)));
    }

    /** A task that is known to have sessions, or of which nothing could be read, is not given up. */
    boolean mayBeDying() {
        return verdict == Verdict.SILENT || verdict == Verdict.UNPROVEN || verdict == Verdict.NEWEST_READY;
    }
}
