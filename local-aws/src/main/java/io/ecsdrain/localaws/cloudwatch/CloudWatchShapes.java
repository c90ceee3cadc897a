package io.ecsdrain.localaws.cloudwatch;

import java.time.Instant;
import java.util.List;

/** Inputs and outputs, as the API reference has them. */
final class CloudWatchShapes {

    private CloudWatchShapes() {}

    record Dimension(String name, String value) {}

    record Metric(String namespace, String metricName, List<Dimension> dimensions) {}

    record StatisticSet(Double sampleCount, Double sum, Double minimum, Double maximum) {}

    record Datum(
            String metricName,
            List<Dimension> dimensions,
            Instant timestamp,
            Double value,
            StatisticSet statisticValues,
            List<Double> values,
            List<Double> counts,
            String unit,
            Integer storageResolution) {}

    record PutInput(String namespace, List<Datum> metricData, Boolean strictEntityValidation) {}

    record MetricStat(Metric metric, Integer period, String stat, String unit) {}

    record Query(
            String id,
            MetricStat metricStat,
            String expression,
            String label,
            Boolean returnData,
            Integer period,
            String accountId) {}

    record GetDataInput(
            List<Query> metricDataQueries,
            Instant startTime,
            Instant endTime,
            String nextToken,
            String scanBy,
            Integer maxDatapoints) {}

    record Message(String code, String value) {}

    record Result(
            String id,
            String label,
            List<Instant> timestamps,
            List<Double> values,
            String statusCode,
            List<Message> messages) {}

    record GetDataOutput(List<Result> metricDataResults, String nextToken, List<Message> messages) {}

    record GetStatisticsInput(
            String namespace,
            String metricName,
            List<Dimension> dimensions,
            Instant startTime,
            Instant endTime,
            Integer period,
            List<String> statistics,
            List<String> extendedStatistics,
            String unit) {}

    record Datapoint(
            Instant timestamp,
            Double sampleCount,
            Double average,
            Double sum,
            Double minimum,
            Double maximum,
            String unit) {}

    record GetStatisticsOutput(String label, List<Datapoint> datapoints) {}

    record DimensionFilter(String name, String value) {}

    record ListInput(String namespace, String metricName, List<DimensionFilter> dimensions, String nextToken) {}

    record ListOutput(List<Metric> metrics, String nextToken) {}

    record Nothing() {}
}
