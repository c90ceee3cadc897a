package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.links.StatisticSet;
import java.time.Instant;

/**
 * What was put for one metric at one time: one value, or several already summed up.
 *
 * @param at start of the second or, at standard resolution, of the minute: finer is not stored
 * @param visibleFrom from when on a query sees it
 */
record Samples(Instant at, Instant visibleFrom, String unit, StatisticSet values) {

    static Samples one(Instant at, Instant visibleFrom, String unit, double value) {
        return new Samples(at, visibleFrom, unit, StatisticSet.of(value));
    }

    Samples and(Samples other) {
        return new Samples(at, visibleFrom, unit, values.and(other.values));
    }

    /** @return null for a statistic that is not one of the five simple ones */
    Double statistic(String name) {
        return switch (name) {
            case "Minimum" -> values.minimum();
            case "Maximum" -> values.maximum();
            case "Sum" -> values.sum();
            case "SampleCount" -> values.sampleCount();
            case "Average" -> values.sum() / values.sampleCount();
            default -> null;
        };
    }
}
