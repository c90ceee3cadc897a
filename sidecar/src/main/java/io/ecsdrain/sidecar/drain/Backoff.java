package io.ecsdrain.sidecar.drain;

import java.time.Duration;

/**
 * How long to wait before trying again. Tasks of a deployment start together; without jitter they would also poll
 * together, and SSM's 40 reads a second are for a whole account and Region.
 */
public final class Backoff {

    /** Backing off ends here (give or take the jitter), so that a drain is noticed within it once AWS answers again. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    private static final double JITTER = 0.2;
    private static final int MOST_DOUBLINGS = 12;

    private Backoff() {}

    /**
     * @param interval the wait when all is well; spread by a fifth either way
     * @param refusals how often in a row the other side asked for patience; each doubles the wait, up to
     *     {@link #LONGEST} or {@code interval}, whichever is longer
     * @param dice from 0 to 1, drawn anew each time
     */
    public static Duration next(Duration interval, int refusals, double dice) {
        double doubled = interval.toMillis() * Math.pow(2, Math.min(refusals, MOST_DOUBLINGS));
        double longest = Math.max(interval.toMillis(), LONGEST.toMillis());
        double jittered = Math.min(doubled, longest) * (1 - JITTER + 2 * JITTER * dice);
        return Duration.ofMillis(Math.max(1, Math.round(jittered)));
    }
}
