package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.Datapoint;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.GetStatisticsInput;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.GetStatisticsOutput;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** GetMetricStatistics: one metric, several statistics, all at once. */
final class MetricStatistics {

    private static final int MAX_DATAPOINTS = 1440;
    private static final Set<String> KNOWN = Set.of("SampleCount", "Average", "Sum", "Minimum", "Maximum");

    private final World world;
    private final MetricStore store;

    MetricStatistics(World world, MetricStore store) {
        this.world = world;
        this.store = store;
    }

    GetStatisticsOutput get(GetStatisticsInput in) {
        CloudWatchErrors.required(in.namespace(), "Namespace");
        CloudWatchErrors.required(in.metricName(), "MetricName");
        if (in.extendedStatistics() != null && !in.extendedStatistics().isEmpty()) {
            throw AwsError.unsupported("extended statistics");
        }
        List<String> statistics = CloudWatchErrors.required(in.statistics(), "Statistics");
        for (String statistic : statistics) {
            if (!KNOWN.contains(statistic)) {
                throw CloudWatchErrors.invalid("The value " + statistic + " for parameter Statistics is invalid.");
            }
        }
        boolean fromStart = world.switches().get(CloudWatchSwitches.PERIODS_BEGIN_AT_START_TIME);
        Window window = Window.of(in.startTime(), in.endTime(), in.period(), world.now(), fromStart);
        if (window.periods() > MAX_DATAPOINTS) {
            throw CloudWatchErrors.combination(
                    "You have requested up to " + window.periods() + " datapoints, which exceeds the limit of 1,440.");
        }
        MetricKey metric = MetricKey.of(in.namespace(), in.metricName(), in.dimensions());
        List<Datapoint> datapoints = new ArrayList<>();
        for (String unit : in.unit() == null ? store.units(metric) : List.of(in.unit())) {
            store.periods(metric, window, unit)
                    .forEach((at, samples) -> datapoints.add(datapoint(at, samples, statistics)));
        }
        return new GetStatisticsOutput(in.metricName(), datapoints);
    }

    private static Datapoint datapoint(Instant at, Samples samples, List<String> statistics) {
        return new Datapoint(
                at,
                statistics.contains("SampleCount") ? samples.statistic("SampleCount") : null,
                statistics.contains("Average") ? samples.statistic("Average") : null,
                statistics.contains("Sum") ? samples.statistic("Sum") : null,
                statistics.contains("Minimum") ? samples.statistic("Minimum") : null,
                statistics.contains("Maximum") ? samples.statistic("Maximum") : null,
                samples.unit());
    }
}
