package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.links.StatisticSet;
import java.time.Instant;

/**
 * What was put for one metric at one time: one value, or several already summed up.
 *
 * @param at start of the second or, at standard resolution, of the minute: finer is not stored
 * @param visibleFrom from when on a query sees it
 */
record Samples(Instant at, Instant visibleFrom, String unit, double count, double sum, double minimum, double maximum) {

    static Samples one(Instant at, Instant visibleFrom, String unit, double value) {
        return of(at, visibleFrom, unit, StatisticSet.of(value));
    }

    static Samples of(Instant at, Instant visibleFrom, String unit, StatisticSet values) {
        return new Samples(
                at, visibleFrom, unit, values.sampleCount(), values.sum(), values.minimum(), values.maximum());
    }

    Samples and(Samples other) {
        return new Samples(
                at,
                visibleFrom,
                unit,
                count + other.count,
                sum + other.sum,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum));
    }

    /** @return null for a statistic that is not one of the five simple ones */
    Double statistic(String name) {
        return switch (name) {
            case "Minimum" -> minimum;
            case "Maximum" -> maximum;
            case "Sum" -> sum;
            case "SampleCount" -> count;
            case "Average" -> sum / count;
            default -> null;
        };
    }
}
