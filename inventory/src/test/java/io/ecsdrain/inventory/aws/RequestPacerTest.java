package io.ecsdrain.inventory.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

class RequestPacerTest {

    private static final double SHARE = 0.98;

    private long now;
    private final RequestPacer pace = new RequestPacer(() -> now, pause -> now += pause.toNanos());

    private Duration time(int calls, String... operations) {
        long begun = now;
        IntStream.range(0, calls).forEach(call -> pace.before(operations[call % operations.length]));
        return Duration.ofNanos(now - begun);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    @Test
    void withinTheBurstNoCallWaitsAndBeyondItAsLongAsTheBucketNeedsToRefill() {
        assertThat(time(98, "ListTasks", "DescribeTasks")).isZero();
        assertThat(time(190, "DescribeTasks", "ListTasks"))
                .isCloseTo(seconds(190 / (20 * SHARE)), Duration.ofMillis(100));
        assertThat(time(98, "DescribeServices", "ListServices"))
                .as("another bucket")
                .isZero();
        assertThat(time(2, "DescribeServices", "ListServices")).isPositive();
    }

    @Test
    void aBucketThatWasLeftAloneIsFullAgainAndNeverFuller() {
        time(300, "DescribeRules");
        now += Duration.ofHours(1).toNanos();
        assertThat(time(39, "DescribeTags")).isZero();
        assertThat(time(1, "DescribeTargetGroups")).isPositive();
    }

    @Test
    void aCallThatNeedNotWaitDoesNotSleep() {
        RequestPacer wakeful = new RequestPacer(() -> now, pause -> {
            throw new AssertionError("slept for " + pause);
        });
        wakeful.before("ListTasks");
    }

    @Test
    void parametersMetricsAndLogsHaveBucketsOfTheirOwn() {
        assertThat(time(39, "GetParameter", "GetParametersByPath")).isZero();
        assertThat(time(2, "GetParameters")).isPositive();
        assertThat(time(49, "GetMetricData")).isZero();
        assertThat(time(2, "GetMetricData")).isPositive();
        assertThat(time(4, "FilterLogEvents")).isZero();
        assertThat(time(2, "FilterLogEvents")).isPositive();
    }

    @Test
    void theSdkAsksBeforeEachCall() {
        ExecutionAttributes call =
                new ExecutionAttributes().putAttribute(SdkExecutionAttribute.OPERATION_NAME, "DescribeTags");
        IntStream.range(0, 40).forEach(each -> pace.beforeExecution(null, call));
        assertThat(now).isPositive();
    }

    @Test
    void aThreadThatIsInterruptedWhileItWaitsStaysSo() {
        RequestPacer pace = new RequestPacer(() -> now, pause -> {
            throw new InterruptedException();
        });
        IntStream.range(0, 40).forEach(call -> pace.before("DescribeRules"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatHasNoKnownLimitIsNotHeldBack() {
        assertThat(time(10_000, "DescribeScalableTargets", "UpdateService")).isZero();
    }
}
