package io.ecsdrain.localaws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class AlarmsTest extends OnACloudWatch {

    /** More than 5 in a minute, two minutes out of two. */
    private void alarm(String name, Consumer<PutMetricAlarmRequest.Builder> otherwise) {
        cloudWatch.putMetricAlarm(put -> {
            put.alarmName(name)
                    .namespace("App/Test")
                    .metricName("Ready")
                    .dimensions(task("t1"))
                    .statistic(Statistic.SUM)
                    .period(60)
                    .evaluationPeriods(2)
                    .threshold(5.0)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD);
            otherwise.accept(put);
        });
    }

    private MetricAlarm described(String name) {
        return cloudWatch
                .describeAlarms(get -> get.alarmNames(name))
                .metricAlarms()
                .get(0);
    }

    private void minuteWith(double value) {
        put("t1", aws.now(), value);
        aws.advance(Duration.ofMinutes(1));
    }

    @Test
    void itsStateFollowsItsMetric() {
        alarm("errors", put -> {});
        assertThat(described("errors").stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);

        minuteWith(9);
        assertThat(described("errors").stateValue()).isEqualTo(StateValue.OK);
        minuteWith(9);
        assertThat(described("errors").stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(described("errors").stateReason()).contains("2 of the last 2");
        assertThat(described("errors").stateTransitionedTimestamp()).isEqualTo(aws.now());
        minuteWith(5);
        assertThat(described("errors").stateValue()).isEqualTo(StateValue.OK);

        aws.advance(Duration.ofMinutes(5));
        assertThat(described("errors").stateValue())
                .as("nothing measured any more")
                .isEqualTo(StateValue.INSUFFICIENT_DATA);
    }

    @ParameterizedTest
    @CsvSource({"0, INSUFFICIENT_DATA", "1, OK", "2, OK"})
    void aPointIsFoundSoManyPeriodsBeyondTheDecidingOnes(int further, StateValue state) {
        aws.switches().set(CloudWatchSwitches.ALARM_FURTHER_PERIODS, further);
        alarm("errors", put -> {});
        minuteWith(2);
        aws.advance(Duration.ofMinutes(2));

        assertThat(described("errors").stateValue()).isEqualTo(state);
    }

    @Test
    void aValueThatArrivesLateCountsOnceItIsThere() {
        aws.switches().set(CloudWatchSwitches.METRIC_LAG, Duration.ofSeconds(90));
        alarm("errors", put -> put.evaluationPeriods(1));
        minuteWith(9);
        assertThat(described("errors").stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        aws.advance(Duration.ofMinutes(1));
        assertThat(described("errors").stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(described("errors").stateReason()).contains("1 of the last 1");
    }

    @Test
    void anAlarmThatIsPutAgainKeepsItsState() {
        alarm("errors", put -> put.treatMissingData("ignore"));
        cloudWatch.setAlarmState(
                set -> set.alarmName("errors").stateValue("ALARM").stateReason("by hand"));
        alarm("errors", put -> put.treatMissingData("ignore").threshold(7.0));
        assertThat(described("errors").stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(described("errors").threshold()).isEqualTo(7.0);
    }

    @Test
    void compositeAlarmsAreDescribedOnlyWhereAskedFor() {
        alarm("a", put -> {});
        cloudWatch.putCompositeAlarm(put -> put.alarmName("both").alarmRule("ALARM(a)"));

        assertThat(cloudWatch.describeAlarms().compositeAlarms()).isEmpty();
        DescribeAlarmsResponse all =
                cloudWatch.describeAlarms(get -> get.alarmTypes(AlarmType.COMPOSITE_ALARM, AlarmType.METRIC_ALARM));
        assertThat(all.compositeAlarms()).singleElement().satisfies(each -> assertThat(each.alarmName())
                .isEqualTo("both"));
        assertThat(all.metricAlarms()).hasSize(1);
    }

    @Test
    void unknownNamesAreLeftOutAndPagesFollowTheirMarker() {
        IntStream.range(0, 5).forEach(i -> alarm("alarm-" + i, put -> {}));
        assertThat(cloudWatch
                        .describeAlarms(get -> get.alarmNames("alarm-3", "other"))
                        .metricAlarms())
                .hasSize(1);

        List<String> names = cloudWatch
                .describeAlarmsPaginator(DescribeAlarmsRequest.builder()
                        .alarmNamePrefix("alarm-")
                        .maxRecords(2)
                        .build())
                .metricAlarms()
                .stream()
                .map(MetricAlarm::alarmName)
                .toList();
        assertThat(names).containsExactly("alarm-0", "alarm-1", "alarm-2", "alarm-3", "alarm-4");
    }

    @Test
    void oneUnknownNameKeepsAllFromBeingDeleted() {
        alarm("a", put -> {});
        assertThatThrownBy(() -> cloudWatch.deleteAlarms(delete -> delete.alarmNames("a", "b")))
                .isInstanceOfSatisfying(CloudWatchException.class, refused -> assertThat(
                                refused.awsErrorDetails().errorCode())
                        .isEqualTo("ResourceNotFound"));
        assertThat(described("a").alarmName()).isEqualTo("a");
        cloudWatch.deleteAlarms(delete -> delete.alarmNames("a"));
        assertThat(cloudWatch.describeAlarms().metricAlarms()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "45, 1, 1, must be 10",
        "60, 0, 1, EvaluationPeriods",
        "60, 2, 3, DatapointsToAlarm",
        "60, 1441, 1, more than a day"
    })
    void periodsThatCannotBeAreRefused(int period, int periods, int toAlarm, String message) {
        assertThatThrownBy(() -> alarm(
                        "bad",
                        put -> put.period(period).evaluationPeriods(periods).datapointsToAlarm(toAlarm)))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining(message);
        assertThat(cloudWatch.describeAlarms().metricAlarms()).isEmpty();
    }
}
