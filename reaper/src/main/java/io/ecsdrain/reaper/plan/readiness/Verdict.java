package io.ecsdrain.reaper.plan.readiness;

import java.util.List;

/** What is known of the readiness of a task, or of all tasks of a deployment. */
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
    /**
     * The newest point of some task is not 1: it may be a session, a grace, or ignorance. Blocks like a session,
     * un-parks nothing.
     */
    UNPROVEN,
    /** Some task is silent: no recent point of a period that began in time. */
    SILENT,
    /** Something could not be read. */
    UNKNOWN;

    /** The worse of both: a task that is known to be busy says more than one of which nothing is known. */
    Verdict or(Verdict other) {
        List<Verdict> order = List.of(READY, CRASHING, NEWEST_READY, UNKNOWN, SILENT, UNPROVEN, BUSY);
        return order.indexOf(this) > order.indexOf(other) ? this : other;
    }
}
