package io.ecsdrain.inventory.model;

import java.time.Duration;
import java.time.Instant;

/**
 * The stretch of time that evidence is asked for, aligned to the period, since how CloudWatch aligns periods to a start
 * that is not is undocumented.
 *
 * @param start inclusive
 * @param end exclusive, as GetMetricData takes it
 */
public record Window(Instant start, Instant end, Duration period) {

    /** Closed periods asked for beyond those the rule wants: gaps, the open period, a parking in between. */
    private static final int SPARE = 4;

    /**
     * From the period that {@code now} lies in (open still, but a point in it proves the one before closed) back over
     * {@code consecutive} periods, a few spare ones and the lag.
     */
    public static Window before(Instant now, Duration period, int consecutive, Duration lag) {
        Instant end = floor(now, period).plus(period);
        Instant start =
                floor(end.minus(period.multipliedBy(consecutive + SPARE)).minus(lag), period);
        return new Window(start, end, period);
    }

    private static Instant floor(Instant instant, Duration period) {
        long seconds = period.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }
}
