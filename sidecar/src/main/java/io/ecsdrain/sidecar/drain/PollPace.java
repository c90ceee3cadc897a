package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.time.Instant;

/**
 * How often the parameters are read. Parameter Store's 40 reads a second are for a whole account and Region, and no
 * task knows how many share them. So each reads at its own pace until several reads in a row are throttled, and from
 * then on for hours at one at which a thousand draining tasks beside a thousand live ones have room. A task that tried
 * again sooner would only find out anew, and take the reads of those that wait for a fence.
 */
final class PollPace {

    /** For so long after several reads in a row were throttled a task reads less often. */
    static final Duration CROWDED = Duration.ofHours(6);

    /** Then a draining task still sees a fence while it settles, at the default poll of 5 s. */
    private static final Slower DRAINING = new Slower(33, 5, Duration.ofSeconds(33));

    /** Then any other task waits only for its drain. */
    private static final Slower OTHERS = new Slower(30, 1, Duration.ofSeconds(150));

    /** The poll times {@code times / of}, but no longer than {@code most}, and never shorter than the poll. */
    private record Slower(int times, int of, Duration most) {

        Duration than(Duration poll) {
            Duration slower = poll.multipliedBy(times).dividedBy(of);
            Duration capped = slower.compareTo(most) < 0 ? slower : most;
            return capped.compareTo(poll) < 0 ? poll : capped;
        }
    }

    private final DrainRules rules;

    PollPace(DrainRules rules) {
        this.rules = rules;
    }

    /** The time from one read that was answered to the next. */
    Duration regular(DrainState state, boolean draining, Instant now) {
        return isCrowded(state, now) ? (draining ? DRAINING : OTHERS).than(rules.poll()) : rules.poll();
    }

    /**
     * The time to the next read, before jitter and backoff: after a throttled read the next try comes sooner than that.
     */
    Duration next(DrainState state, Instant now) {
        boolean draining = state.drain().isPresent();
        if (state.throttled() == 0) {
            return regular(state, draining, now);
        }
        return draining || !isCrowded(state, now) ? rules.poll() : DRAINING.than(rules.poll());
    }

    private static boolean isCrowded(DrainState state, Instant now) {
        return state.crowdedAt().filter(at -> now.isBefore(at.plus(CROWDED))).isPresent();
    }
}
