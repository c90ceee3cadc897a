package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.time.Instant;

/**
 * How often the parameters are read. Parameter Store's 40 reads a second are for a whole account and Region, and no
 * task knows how many share them. So each reads at its own pace until it is throttled, and from then on for hours at
 * one at which a thousand draining tasks beside a thousand live ones have room. A task that tried again sooner would
 * only find out anew, and take the reads of those that wait for a fence.
 */
final class PollPace {

    /** For so long after it was throttled a task reads less often. */
    static final Duration CROWDED = Duration.ofHours(6);

    /** Then a draining task still sees a fence while it settles. */
    static final Duration DRAINING = Duration.ofSeconds(33);

    /** Then any other task waits only for its drain. */
    static final Duration OTHERS = Duration.ofSeconds(150);

    private final DrainRules rules;

    PollPace(DrainRules rules) {
        this.rules = rules;
    }

    /** The time from one read that was answered to the next. */
    Duration regular(DrainState state, Instant now) {
        boolean crowded =
                state.throttledAt().filter(at -> now.isBefore(at.plus(CROWDED))).isPresent();
        return crowded ? atLeast(isDraining(state) ? DRAINING : OTHERS) : rules.poll();
    }

    /** The time to the next read, before jitter and backoff: who was just throttled tries sooner than that. */
    Duration next(DrainState state, Instant now) {
        if (state.problem().filter(ReadProblem.THROTTLED::equals).isEmpty()) {
            return regular(state, now);
        }
        return isDraining(state) ? rules.poll() : atLeast(DRAINING);
    }

    private static boolean isDraining(DrainState state) {
        return state.drain().isPresent();
    }

    private Duration atLeast(Duration least) {
        return rules.poll().compareTo(least) < 0 ? least : rules.poll();
    }
}
