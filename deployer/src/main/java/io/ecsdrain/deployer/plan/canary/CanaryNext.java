package io.ecsdrain.deployer.plan.canary;

/** What comes after a look at a canary. */
public sealed interface CanaryNext {

    /**
     * The step goes on.
     *
     * @param line how it is, for a person
     */
    record Hold(CanaryProgress progress, String line) implements CanaryNext {}

    /** The next step begins. */
    record Advance() implements CanaryNext {}

    /** All steps are over, or another program has made it live. */
    record GoLive() implements CanaryNext {}

    /**
     * It is to be ended.
     *
     * @param late whether for its deadline alone
     */
    record Abort(String why, boolean late) implements CanaryNext {}

    /** Another program has ended it, or goes on with it. */
    record Ended(CanaryEnded by) implements CanaryNext {}

    /** What comes after {@code by}. */
    static CanaryNext after(CanaryEnded by) {
        return by.isLive() ? new GoLive() : new Ended(by);
    }
}
