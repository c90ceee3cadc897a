package io.ecsdrain.reaper.plan.decision;

import java.time.Duration;
import java.util.Optional;

/**
 * What the user decided about retirement; docs/contract.md has the variables and defaults.
 *
 * @param consecutive how many closed periods in a row every task must be ready (CONSEC), at least 1
 * @param period their length (PERIOD)
 * @param minAge no service younger than this is retired
 * @param maxAge after this long a draining deployment is retired, ready or not; empty: never
 * @param maxAgeFrom since when {@code maxAge} counts
 * @param keepPrevious so many of the youngest draining deployments of a name are kept
 * @param keepPreviousScaled whether they stay scaled; otherwise each is scaled to zero as any other, and not deleted
 * @param retireOnly scale to zero, delete nothing
 * @param maxRetirements so many deployments are scaled to zero in one run, at most
 * @param deployTimeout half-created deployments and leftovers older than this are dealt with
 */
public record ReaperPolicy(
        int consecutive,
        Duration period,
        Duration minAge,
        Optional<Duration> maxAge,
        MaxAgeFrom maxAgeFrom,
        int keepPrevious,
        boolean keepPreviousScaled,
        boolean retireOnly,
        int maxRetirements,
        Duration deployTimeout) {

    /** The defaults of every variable. */
    public static final ReaperPolicy DEFAULT = new ReaperPolicy(
            3,
            Duration.ofSeconds(60),
            Duration.ofSeconds(120),
            Optional.of(Duration.ofHours(48)),
            MaxAgeFrom.DRAINING,
            0,
            true,
            false,
            10,
            Duration.ofMinutes(60));

    public ReaperPolicy {
        if (consecutive < 1 || period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("consecutive and period must be positive");
        }
    }

    /** The same, of a run that has scaled {@code retired} deployments to zero already. */
    public ReaperPolicy after(int retired) {
        return new ReaperPolicy(
                consecutive,
                period,
                minAge,
                maxAge,
                maxAgeFrom,
                keepPrevious,
                keepPreviousScaled,
                retireOnly,
                Math.max(0, maxRetirements - retired),
                deployTimeout);
    }

    /** The origin of MAX_AGE. */
    public enum MaxAgeFrom {
        DRAINING,
        /** The plan's literal rule; a service that was live for longer than MAX_AGE is retired as soon as it drains. */
        CREATED
    }

    /**
     * How old the newest point of a task may be before the task counts as silent: metrics lag by up to three minutes.
     */
    public Duration freshness() {
        return Duration.ofMinutes(3).plus(period.multipliedBy(2));
    }
}
