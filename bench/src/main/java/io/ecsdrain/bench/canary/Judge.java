package io.ecsdrain.bench.canary;

import io.ecsdrain.inventory.observe.GroupTrafficReader;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** What ends a canary whose requests fail. */
enum Judge {
    GATE("the gate: more than 1 % of the requests", "more than 1% of its requests fail", List.of()) {
        @Override
        boolean sees(Stage stage, Instant from) {
            return new GroupTrafficReader(stage.team().cloudWatch())
                    .read(stage.balancer(), stage.group(), from, stage.aws().now())
                    .isKnownAnd(traffic ->
                            traffic.failedSince(from) * 100.0 > Math.max(traffic.requestsSince(from), LEAST));
        }
    },
    ALARM(
            "an alarm: one failed request a minute",
            "alarm errors is in ALARM",
            List.of("--alarm", "errors", "--abort-errors", "100%")) {
        @Override
        boolean sees(Stage stage, Instant from) {
            return stage.team().cloudWatch().describeAlarms().metricAlarms().stream()
                    .anyMatch(alarm -> alarm.stateValue() == StateValue.ALARM);
        }
    };

    /** With fewer requests, as many may fail as of this number. */
    private static final int LEAST = 100;

    final String words;

    /** How the deployer says it. */
    final String said;

    /** Of the deployer. */
    final List<String> flags;

    Judge(String words, String said, List<String> flags) {
        this.words = words;
        this.said = said;
        this.flags = flags;
    }

    /**
     * Whether CloudWatch shows by now what has to end it.
     *
     * @param from when the canary's first clients came, in whole minutes
     */
    abstract boolean sees(Stage stage, Instant from);

    /** The alarm, on the whole load balancer: there can be none on a target group that is new. */
    static void setAlarm(CloudWatchClient cloudWatch, String balancer) {
        cloudWatch.putMetricAlarm(put -> put.alarmName("errors")
                .namespace("AWS/ApplicationELB")
                .metricName("HTTPCode_Target_5XX_Count")
                .dimensions(Dimension.builder()
                        .name("LoadBalancer")
                        .value(balancer.replaceFirst(".*:loadbalancer/", ""))
                        .build())
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .treatMissingData("notBreaching")
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD));
    }
}
