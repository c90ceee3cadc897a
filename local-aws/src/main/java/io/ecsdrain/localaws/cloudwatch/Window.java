package io.ecsdrain.localaws.cloudwatch;

import java.time.Duration;
import java.time.Instant;

/**
 * From when to when a query looks and how it divides that.
 *
 * @param start inclusive, already rounded down as CloudWatch does
 * @param end exclusive
 * @param period seconds
 * @param fromStart whether periods are counted from {@code start}, or from the epoch
 * @param retained false if there is no data that old at this period
 */
record Window(Instant start, Instant end, int period, boolean fromStart, boolean retained) {

    private static final Duration FINE = Duration.ofHours(3);
    private static final Duration MINUTES = Duration.ofDays(15);
    private static final Duration FIVE_MINUTES = Duration.ofDays(63);

    static Window of(Instant start, Instant end, Integer period, Instant now, boolean fromStart) {
        CloudWatchErrors.required(start, "StartTime");
        CloudWatchErrors.required(end, "EndTime");
        int seconds = CloudWatchErrors.required(period, "Period");
        if (!start.isBefore(end)) {
            throw CloudWatchErrors.combination("The parameter StartTime must be less than the parameter EndTime.");
        }
        boolean fine = seconds == 1 || seconds == 5 || seconds == 10 || seconds == 20 || seconds == 30;
        if (!fine && (seconds <= 0 || seconds % 60 != 0)) {
            throw CloudWatchErrors.invalid("The parameter Period must be 1, 5, 10, 20, 30, or a multiple of 60.");
        }
        Duration age = Duration.between(start, now);
        int coarsest = age.compareTo(FIVE_MINUTES) > 0 ? 3600 : age.compareTo(MINUTES) > 0 ? 300 : 60;
        boolean retained = fine ? age.compareTo(FINE) <= 0 : seconds % coarsest == 0;
        Instant rounded = floor(start, fine ? seconds : coarsest);
        return new Window(rounded, end, seconds, fromStart, retained);
    }

    boolean contains(Instant at) {
        return retained && !at.isBefore(start) && at.isBefore(end);
    }

    /** The start of the period that a time falls in: that is what a datapoint's timestamp says. */
    Instant periodOf(Instant at) {
        if (!fromStart) {
            return floor(at, period);
        }
        long into = Duration.between(start, at).getSeconds();
        return start.plusSeconds(into - into % period);
    }

    long periods() {
        return (Duration.between(start, end).getSeconds() + period - 1) / period;
    }

    private static Instant floor(Instant at, int seconds) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * (long) seconds);
    }
}
