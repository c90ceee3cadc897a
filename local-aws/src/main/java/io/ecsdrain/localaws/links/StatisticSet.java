package io.ecsdrain.localaws.links;

/** Several values of one metric, summed up as CloudWatch takes them. */
public record StatisticSet(double sampleCount, double sum, double minimum, double maximum) {

    public static StatisticSet of(double value) {
        return new StatisticSet(1, value, value, value);
    }

    public StatisticSet and(StatisticSet other) {
        return new StatisticSet(
                sampleCount + other.sampleCount,
                sum + other.sum,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum));
    }
}
