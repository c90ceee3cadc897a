package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.TestClients;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** A CloudWatch with stepped time, asked about the one metric {@code Ready} of tasks. */
abstract class OnACloudWatch {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    final LocalAws aws = LocalAws.builder().clock(START).start();
    final CloudWatchClient cloudWatch = TestClients.cloudWatch(aws);

    @AfterEach
    void close() {
        cloudWatch.close();
        aws.close();
    }

    void put(String task, Instant at, double value) {
        putOne(MetricDatum.builder()
                .metricName("Ready")
                .dimensions(task(task))
                .timestamp(at)
                .unit(StandardUnit.COUNT)
                .value(value)
                .build());
    }

    void putOne(MetricDatum datum) {
        cloudWatch.putMetricData(put -> put.namespace("App/Test").metricData(datum));
    }

    static MetricDataQuery query(String id, String task, String stat, int period) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(metricStat -> metricStat
                        .metric(metric ->
                                metric.namespace("App/Test").metricName("Ready").dimensions(task(task)))
                        .period(period)
                        .stat(stat))
                .build();
    }

    static GetMetricDataRequest.Builder ask(int minutes, MetricDataQuery... queries) {
        return GetMetricDataRequest.builder()
                .startTime(START)
                .endTime(START.plusSeconds(60L * minutes))
                .metricDataQueries(queries);
    }

    MetricDataResult only(GetMetricDataRequest.Builder request) {
        return cloudWatch.getMetricData(request.build()).metricDataResults().get(0);
    }

    static Dimension task(String id) {
        return Dimension.builder().name("task_id").value(id).build();
    }
}
