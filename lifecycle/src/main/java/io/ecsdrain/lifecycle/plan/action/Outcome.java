package io.ecsdrain.lifecycle.plan.action;

/** What came of one action. */
public sealed interface Outcome {

    /** @param note what was done, where that is not obvious; may be empty */
    record Done(String note) implements Outcome {}

    /** There was nothing left to do: another actor, or an earlier run, had done it. Success. */
    record AlreadyGone() implements Outcome {}

    /** What the plan saw no longer holds, so it was not done; the next run looks again. No failure. */
    record Stale(String why) implements Outcome {}

    record Failed(String error) implements Outcome {}

    /** Not tried: an earlier action of the deployment did not succeed, the time was up, or this is a dry run. */
    record Skipped(String why) implements Outcome {}

    Outcome DONE = new Done("");
    Outcome GONE = new AlreadyGone();
    /** Of an action that there was no time left for. */
    Outcome TIME_IS_UP = new Skipped("time is up");

    /** Whether the deployment's next action may follow. */
    default boolean isSuccess() {
        return this instanceof Done || this instanceof AlreadyGone;
    }

    default boolean isFailure() {
        return this instanceof Failed;
    }

    /** One word for logs and reports. */
    default String word() {
        return getClass().getSimpleName();
    }

    /** The explanation that goes with the word; may be empty. */
    default String explanation() {
        if (this instanceof Done done) {
            return done.note();
        } else if (this instanceof Stale stale) {
            return stale.why();
        } else if (this instanceof Failed failed) {
            return failed.error();
        }
        return this instanceof Skipped skipped ? skipped.why() : "";
    }
}
