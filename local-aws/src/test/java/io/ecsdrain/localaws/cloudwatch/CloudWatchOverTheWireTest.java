package io.ecsdrain.localaws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.localaws.wire.WireSwitches;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class CloudWatchOverTheWireTest extends OnACloudWatch {

    @Test
    void refusalsAreTypedAndCarryTheShortCode() {
        assertThatThrownBy(() -> only(ask(1, query("a", "t1", "Minimum", 45))))
                .isInstanceOf(InvalidParameterValueException.class)
                .satisfies(error -> assertThat(((InvalidParameterValueException) error)
                                .awsErrorDetails()
                                .errorCode())
                        .isEqualTo("InvalidParameterValue"));
        aws.switches().set(WireSwitches.QUERY_ERROR_HEADER, false);
        assertThatThrownBy(() -> only(ask(1, query("a", "t1", "Minimum", 45))))
                .isInstanceOf(InvalidParameterValueException.class);
        MetricDataQuery[] many = IntStream.range(0, 501)
                .mapToObj(i -> query("q" + i, "t", "Minimum", 60))
                .toArray(MetricDataQuery[]::new);
        assertThatThrownBy(() -> only(ask(1, many))).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> only(ask(
                        1,
                        MetricDataQuery.builder()
                                .id("e")
                                .expression("SEARCH('x', 'Sum')")
                                .build())))
                .hasMessageContaining("local-aws does not implement");
    }

    @Test
    void statisticsAndListSeeTheSameMetric() {
        put("t1", START, 1);
        put("t1", START.plusSeconds(1), 3);
        var statistics = cloudWatch.getMetricStatistics(get -> get.namespace("App/Test")
                .metricName("Ready")
                .dimensions(task("t1"))
                .startTime(START)
                .endTime(START.plusSeconds(60))
                .period(60)
                .statistics(Statistic.AVERAGE, Statistic.MAXIMUM));
        assertThat(statistics.datapoints()).hasSize(1);
        assertThat(statistics.datapoints().get(0).average()).isEqualTo(2.0);
        assertThat(statistics.datapoints().get(0).maximum()).isEqualTo(3.0);
        assertThat(statistics.datapoints().get(0).sum()).isNull();
        aws.advance(Duration.ofSeconds(2));
        assertThat(cloudWatch.listMetrics(list -> list.namespace("App/Test")).metrics())
                .singleElement()
                .satisfies(metric -> assertThat(metric.dimensions()).containsExactly(task("t1")));
        assertThat(cloudWatch.listMetrics(list -> list.namespace("Other")).metrics())
                .isEmpty();
    }

    @Test
    void aLargePutIsTakenThoughItComesCompressed() {
        cloudWatch.putMetricData(put -> put.namespace("App/Test")
                .metricData(IntStream.range(0, 600)
                        .mapToObj(i -> MetricDatum.builder()
                                .metricName("Ready")
                                .dimensions(task("task-number-" + i))
                                .timestamp(START)
                                .value(1.0)
                                .build())
                        .toList()));
        assertThat(only(ask(1, query("a", "task-number-599", "Minimum", 60))).values())
                .containsExactly(1.0);
    }
}
