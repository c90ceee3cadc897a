package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What this process told the app of its state, where the app is told instead of asking.
 *
 * @param phase the newest one that was looked at
 * @param due whether the app still has to be told of it
 * @param failures attempts to tell it that failed in a row
 * @param notBefore no attempt before this, after a failure
 */
public record Notice(DrainPhase phase, boolean due, int failures, Instant notBefore) {

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Nothing is known, which is nothing to tell. */
    public static Notice none() {
        return new Notice(DrainPhase.UNKNOWN, false, 0, Instant.MIN);
    }

    /**
     * After a look at {@code current}. Another phase takes the place of one that the app did not hear of: a late word
     * would be a wrong one.
     *
     * @param told the phases that the app is told of
     */
    public Notice seen(DrainPhase current, Set<DrainPhase> told) {
        return current == phase ? this : new Notice(current, told.contains(current), 0, Instant.MIN);
    }

    public boolean isDue(Instant now) {
        return due && !now.isBefore(notBefore);
    }

    /** After the app said that it heard. */
    public Notice done() {
        return new Notice(phase, false, 0, Instant.MIN);
    }

    /**
     * After it did not.
     *
     * @param dice from 0 to 1, drawn anew each time
     */
    public Notice failed(Instant now, double dice) {
        return new Notice(phase, true, failures + 1, now.plus(Backoff.next(RETRY, failures, dice)));
    }
}
