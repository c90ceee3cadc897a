package io.ecsdrain.lifecycle.plan.converge;

/**
 * How much of a deployment has to be healthy before new clients are led to it and away from one that serves.
 *
 * @param percent of its desired count, 1 to 100
 */
public record Quorum(int percent) {

    /** {@code deploy} creates what has never served: all of it is to be healthy. */
    public static final Quorum DEPLOY = new Quorum(100);

    /** A rollback flees from something: half of what served before is better than waiting for its last sick task. */
    public static final Quorum ROLLBACK = new Quorum(50);

    /** Converge finishes both and knows not which: with the stricter one a rollback that crashed would never end. */
    public static final Quorum CONVERGE = ROLLBACK;

    public Quorum {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("a quorum is 1 to 100 percent: " + percent);
        }
    }

    /** So many healthy targets of {@code desired} are enough: rounded up, and at least one. */
    public long of(int desired) {
        return Math.max(1, (desired * (long) percent + 99) / 100);
    }
}
