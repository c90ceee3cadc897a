package io.ecsdrain.localaws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** What a query finds, when, and in how many pages. */
class GetMetricDataTest extends OnACloudWatch {

    @Test
    void valuesAreSummedUpByPeriodNewestFirst() {
        aws.advance(Duration.ofMinutes(4));
        put("t1", START.plusSeconds(5), 1);
        put("t1", START.plusSeconds(55), 0);
        put("t1", START.plusSeconds(60), 1);
        put("t1", START.plusSeconds(120), 1);

        MetricDataResult minimum = only(ask(2, query("a", "t1", "Minimum", 60)));
        assertThat(minimum.timestamps()).containsExactly(START.plusSeconds(60), START);
        assertThat(minimum.values()).containsExactly(1.0, 0.0);
        assertThat(minimum.statusCode()).isEqualTo(StatusCode.COMPLETE);
        assertThat(only(ask(3, query("a", "t1", "SampleCount", 60)).scanBy(ScanBy.TIMESTAMP_ASCENDING))
                        .values())
                .containsExactly(2.0, 1.0, 1.0);
        assertThat(only(ask(3, query("a", "t1", "Sum", 180))).values()).containsExactly(3.0);
        assertThat(only(ask(1, query("a", "t1", "Average", 60))).values()).containsExactly(0.5);
        assertThat(only(ask(1, query("a", "t1", "Maximum", 60))).values()).containsExactly(1.0);
    }

    @Test
    void anUnknownMetricIsEmptyAndComplete() {
        put("t1", START, 1);
        MetricDataResult unknown = only(ask(1, query("a", "t2", "Minimum", 60)));
        assertThat(unknown.values()).isEmpty();
        assertThat(unknown.statusCode()).isEqualTo(StatusCode.COMPLETE);
    }

    @Test
    void whatDoesNotFitOnAPageIsPartialAndFollows() {
        aws.advance(Duration.ofMinutes(5));
        for (String task : List.of("t1", "t2")) {
            IntStream.range(0, 5).forEach(i -> put(task, START.plusSeconds(60L * i), i));
        }
        aws.switches().set(CloudWatchSwitches.DATAPOINTS_PER_PAGE, 4);

        List<String> seen = new ArrayList<>();
        List<Double> valuesOfB = new ArrayList<>();
        cloudWatch
                .getMetricDataPaginator(ask(5, query("a", "t1", "Minimum", 60), query("b", "t2", "Minimum", 60))
                        .build())
                .forEach(page -> page.metricDataResults().forEach(result -> {
                    seen.add(result.id() + " " + result.values().size() + " " + result.statusCodeAsString());
                    if (result.id().equals("b")) {
                        valuesOfB.addAll(result.values());
                    }
                }));
        assertThat(seen)
                .containsExactly(
                        "a 4 PartialData", "b 0 PartialData", "a 1 Complete", "b 3 PartialData", "b 2 Complete");
        assertThat(valuesOfB).containsExactly(4.0, 3.0, 2.0, 1.0, 0.0);
    }

    @Test
    void aResultThatWasCompleteDoesNotComeAgainOnTheNextPage() {
        aws.advance(Duration.ofMinutes(5));
        IntStream.range(0, 3).forEach(i -> put("t1", START.plusSeconds(60L * i), i));
        aws.switches().set(CloudWatchSwitches.DATAPOINTS_PER_PAGE, 2);

        assertThat(cloudWatch
                        .getMetricDataPaginator(
                                ask(5, query("a", "t1", "Minimum", 60), query("unknown", "t2", "Minimum", 60))
                                        .build())
                        .stream()
                        .flatMap(page -> page.metricDataResults().stream()))
                .extracting(result -> result.id() + " " + result.values().size() + " " + result.statusCodeAsString())
                .containsExactly("a 2 PartialData", "unknown 0 Complete", "a 1 Complete");
    }

    @Test
    void aValueIsSeenOnlyAfterTheLag() {
        aws.switches().set(CloudWatchSwitches.METRIC_LAG, Duration.ofSeconds(90));
        put("t1", START, 1);
        aws.advance(Duration.ofSeconds(89));
        assertThat(only(ask(1, query("a", "t1", "Minimum", 60))).values()).isEmpty();
        aws.advance(Duration.ofSeconds(1));
        assertThat(only(ask(1, query("a", "t1", "Minimum", 60))).values()).containsExactly(1.0);
    }

    @Test
    void duplicatesChangeTheSumAndNotTheMinimum() {
        aws.switches().set(CloudWatchSwitches.DUPLICATE_EVERY, 1);
        put("t1", START, 1);
        assertThat(only(ask(1, query("a", "t1", "Sum", 60))).values()).containsExactly(2.0);
        assertThat(only(ask(1, query("a", "t1", "Minimum", 60))).values()).containsExactly(1.0);
    }

    @Test
    void highResolutionIsForgottenAfterThreeHours() {
        putOne(MetricDatum.builder()
                .metricName("Ready")
                .dimensions(task("t1"))
                .timestamp(START.plusSeconds(21))
                .storageResolution(1)
                .value(1.0)
                .build());
        assertThat(only(ask(1, query("a", "t1", "Minimum", 20))).timestamps()).containsExactly(START.plusSeconds(20));
        aws.advance(Duration.ofHours(3).plusSeconds(1));
        assertThat(only(ask(1, query("a", "t1", "Minimum", 20))).timestamps()).isEmpty();
        assertThat(only(ask(1, query("a", "t1", "Minimum", 60))).timestamps()).containsExactly(START);
    }
}
