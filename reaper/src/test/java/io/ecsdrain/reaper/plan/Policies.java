package io.ecsdrain.reaper.plan;

import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy.MaxAgeFrom;
import java.time.Duration;
import java.util.Optional;

/** The default policy, changed in one point. */
final class Policies {

    private static final ReaperPolicy USUAL = ReaperPolicy.DEFAULT;

    private Policies() {}

    static ReaperPolicy keepingPrevious(int previous) {
        return of(
                USUAL.consecutive(), USUAL.maxAge(), USUAL.maxAgeFrom(), previous, true, false, USUAL.maxRetirements());
    }

    /** Those are scaled to zero once their sessions are over. */
    static ReaperPolicy keepingPreviousAtZero(int previous) {
        return of(
                USUAL.consecutive(),
                USUAL.maxAge(),
                USUAL.maxAgeFrom(),
                previous,
                false,
                false,
                USUAL.maxRetirements());
    }

    static ReaperPolicy maxAge(Optional<Duration> maxAge, MaxAgeFrom from) {
        return of(USUAL.consecutive(), maxAge, from, 0, true, false, USUAL.maxRetirements());
    }

    static ReaperPolicy consecutive(int periods) {
        return of(periods, USUAL.maxAge(), USUAL.maxAgeFrom(), 0, true, false, USUAL.maxRetirements());
    }

    static ReaperPolicy retireOnly() {
        return of(USUAL.consecutive(), USUAL.maxAge(), USUAL.maxAgeFrom(), 0, true, true, USUAL.maxRetirements());
    }

    static ReaperPolicy maxRetirements(int limit) {
        return of(USUAL.consecutive(), USUAL.maxAge(), USUAL.maxAgeFrom(), 0, true, false, limit);
    }

    private static ReaperPolicy of(
            int consecutive,
            Optional<Duration> maxAge,
            MaxAgeFrom from,
            int previous,
            boolean scaled,
            boolean retireOnly,
            int limit) {
        return new ReaperPolicy(
                consecutive,
                USUAL.period(),
                USUAL.minAge(),
                maxAge,
                from,
                previous,
                scaled,
                retireOnly,
                limit,
                USUAL.deployTimeout());
    }
}
