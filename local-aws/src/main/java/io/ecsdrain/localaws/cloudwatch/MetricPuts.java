package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.Datum;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.Nothing;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.PutInput;
import io.ecsdrain.localaws.links.StatisticSet;
import io.ecsdrain.localaws.links.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** PutMetricData: all of a request or, if anything in it is wrong, nothing. */
final class MetricPuts {

    private static final int MAX_DATA = 1000;
    private static final int MAX_DIMENSIONS = 30;
    private static final double MAX_VALUE = Math.scalb(1.0, 360);

    private record Put(MetricKey metric, Samples samples, int resolution) {}

    private final World world;
    private final MetricStore store;

    MetricPuts(World world, MetricStore store) {
        this.world = world;
        this.store = store;
    }

    Nothing put(PutInput in) {
        String namespace = CloudWatchErrors.required(in.namespace(), "Namespace");
        List<Datum> data = CloudWatchErrors.required(in.metricData(), "MetricData");
        if (namespace.isEmpty()
                || namespace.length() > 255
                || namespace.startsWith(":")
                || namespace.startsWith("AWS/")) {
            throw CloudWatchErrors.invalid("The value " + namespace + " for parameter Namespace is invalid.");
        }
        if (data.size() > MAX_DATA) {
            throw CloudWatchErrors.invalid("The collection MetricData must not have a size greater than 1000.");
        }
        List<Put> puts = new ArrayList<>();
        data.forEach(datum -> collect(namespace, datum, puts));
        puts.forEach(put -> store.put(put.metric(), put.samples(), put.resolution()));
        return new Nothing();
    }

    private void collect(String namespace, Datum datum, List<Put> puts) {
        String name = CloudWatchErrors.required(datum.metricName(), "MetricData.MetricName");
        MetricKey metric = MetricKey.of(namespace, name, datum.dimensions());
        if (metric.dimensions().size() > MAX_DIMENSIONS) {
            throw CloudWatchErrors.invalid("The collection Dimensions must not have a size greater than 30.");
        }
        Instant at = datum.timestamp() == null ? world.now() : datum.timestamp();
        if (!acceptable(at, world.now())) {
            throw CloudWatchErrors.invalid(
                    "The parameter MetricData.Timestamp must specify a time within the past two weeks"
                            + " and at most two hours ahead.");
        }
        int resolution = datum.storageResolution() == null ? 60 : datum.storageResolution();
        if (resolution != 1 && resolution != 60) {
            throw CloudWatchErrors.invalid("The parameter MetricData.StorageResolution must be 1 or 60.");
        }
        samples(datum, at).forEach(samples -> puts.add(new Put(metric, samples, resolution)));
    }

    /** Whether CloudWatch takes a value of that time. */
    private static boolean acceptable(Instant at, Instant now) {
        return !at.isBefore(now.minus(Duration.ofDays(14))) && !at.isAfter(now.plus(Duration.ofHours(2)));
    }

    private static List<Samples> samples(Datum datum, Instant at) {
        int given = (datum.value() == null ? 0 : 1)
                + (datum.values() == null ? 0 : 1)
                + (datum.statisticValues() == null ? 0 : 1);
        if (given == 0) {
            CloudWatchErrors.required(null, "MetricData.Value");
        }
        if (given > 1) {
            throw CloudWatchErrors.combination("Value, Values and StatisticValues are mutually exclusive.");
        }
        if (datum.statisticValues() != null) {
            return List.of(new Samples(at, at, datum.unit(), checked(datum.statisticValues())));
        }
        return datum.value() != null
                ? List.of(Samples.one(at, at, datum.unit(), checked(datum.value())))
                : arrays(datum, at);
    }

    private static StatisticSet checked(CloudWatchShapes.StatisticSet set) {
        return new StatisticSet(
                CloudWatchErrors.required(set.sampleCount(), "StatisticValues.SampleCount"),
                CloudWatchErrors.required(set.sum(), "StatisticValues.Sum"),
                CloudWatchErrors.required(set.minimum(), "StatisticValues.Minimum"),
                CloudWatchErrors.required(set.maximum(), "StatisticValues.Maximum"));
    }

    private static List<Samples> arrays(Datum datum, Instant at) {
        List<Double> counts = datum.counts();
        if (counts != null && counts.size() != datum.values().size()) {
            throw CloudWatchErrors.combination("Values and Counts must have the same size.");
        }
        List<Samples> samples = new ArrayList<>();
        for (int i = 0; i < datum.values().size(); i++) {
            double value = checked(datum.values().get(i));
            double count = counts == null ? 1 : counts.get(i);
            samples.add(new Samples(at, at, datum.unit(), new StatisticSet(count, value * count, value, value)));
        }
        return samples;
    }

    private static double checked(double value) {
        if (Double.isNaN(value) || Math.abs(value) > MAX_VALUE) {
            throw CloudWatchErrors.invalid("The value " + value + " for parameter MetricData.Value is invalid.");
        }
        return value;
    }
}
