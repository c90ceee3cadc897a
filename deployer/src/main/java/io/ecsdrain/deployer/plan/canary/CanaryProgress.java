package io.ecsdrain.deployer.plan.canary;

import java.time.Instant;

/**
 * How far a canary is.
 *
 * @param step the number of the one under way, from 1 on
 * @param since when that began
 * @param deadline by then it is live or ended, see {@link io.ecsdrain.lifecycle.plan.facts.CanaryMark}
 * @param wasUnhealthy whether too few of its targets were healthy at the look before
 */
public record CanaryProgress(int step, Instant since, Instant deadline, boolean wasUnhealthy) {

    CanaryProgress unhealthy(boolean now) {
        return new CanaryProgress(step, since, deadline, now);
    }

    /** The next step. */
    public CanaryProgress advance(Instant now) {
        return new CanaryProgress(step + 1, now, deadline, false);
    }
}
