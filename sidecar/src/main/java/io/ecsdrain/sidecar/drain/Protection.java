package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Scale-in protection as this process knows it: held while there are sessions, renewed before it lapses, released when
 * idle. It is released only by the process that took it; what a restarted sidecar left behind lapses by itself.
 *
 * @param heldUntil when the protection lapses; empty if this process holds none
 * @param failures attempts that failed in a row
 * @param notBefore no attempt before this, after a failure
 */
public record Protection(Optional<Instant> heldUntil, int failures, Instant notBefore) {

    /** Short, so that a task whose sidecar died is not protected for hours; ECS's own default is two hours. */
    public static final Duration LENGTH = Duration.ofMinutes(15);

    private static final Duration RENEW_BEFORE_END = Duration.ofMinutes(10);
    private static final Duration RETRY = Duration.ofSeconds(5);

    public static Protection none() {
        return new Protection(Optional.empty(), 0, Instant.MIN);
    }

    /** What to ask ECS for now: true to protect, false to release, empty for nothing. */
    public Optional<Boolean> wanted(int busy, Instant now) {
        if (now.isBefore(notBefore)) {
            return Optional.empty();
        }
        if (busy == 0) {
            return heldUntil.map(until -> false);
        }
        boolean enough = heldUntil
                .filter(until -> now.isBefore(until.minus(RENEW_BEFORE_END)))
                .isPresent();
        return enough ? Optional.empty() : Optional.of(true);
    }

    /** After ECS did what was asked for at {@code askedAt}. */
    public Protection done(boolean protect, Instant askedAt) {
        return new Protection(protect ? Optional.of(askedAt.plus(LENGTH)) : Optional.empty(), 0, Instant.MIN);
    }

    /**
     * After ECS did not, or did not say so; what was held before may still be held.
     *
     * @param dice from 0 to 1, drawn anew each time
     */
    public Protection failed(Instant now, double dice) {
        return new Protection(heldUntil, failures + 1, now.plus(Backoff.next(RETRY, failures, dice)));
    }
}
