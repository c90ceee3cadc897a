package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.cloudwatch.AlarmEvaluation.Missing;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.PutInput;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What PutMetricAlarm refuses. */
final class AlarmChecks {

    private static final int MAX_NAME = 255;
    private static final int MAX_ACTIONS = 5;
    private static final int DAY = 86_400;
    private static final int HOUR = 3_600;
    private static final Set<Integer> SHORT_PERIODS = Set.of(10, 20, 30);
    private static final Set<String> STATISTICS = Set.of("SampleCount", "Average", "Sum", "Minimum", "Maximum");

    private AlarmChecks() {}

    static void check(PutInput in) {
        name(in.alarmName());
        CloudWatchErrors.required(in.metricName(), "MetricName");
        CloudWatchErrors.required(in.namespace(), "Namespace");
        CloudWatchErrors.required(in.threshold(), "Threshold");
        oneOf("Statistic", CloudWatchErrors.required(in.statistic(), "Statistic"), STATISTICS);
        operator(CloudWatchErrors.required(in.comparisonOperator(), "ComparisonOperator"));
        if (in.treatMissingData() != null) {
            oneOf(
                    "TreatMissingData",
                    in.treatMissingData(),
                    Stream.of(Missing.values()).map(Missing::word).collect(Collectors.toSet()));
        }
        MetricKey.of(in.namespace(), in.metricName(), in.dimensions());
        periods(in);
        Stream.of(in.oKActions(), in.alarmActions(), in.insufficientDataActions())
                .filter(actions -> actions != null && actions.size() > MAX_ACTIONS)
                .findAny()
                .ifPresent(actions -> {
                    throw CloudWatchErrors.invalid("An alarm has at most 5 actions for each state.");
                });
    }

    static void name(String name) {
        CloudWatchErrors.required(name, "AlarmName");
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw CloudWatchErrors.invalid("The parameter AlarmName must have 1 to 255 characters.");
        }
    }

    private static void operator(String operator) {
        if (operator.contains("UpperThreshold")) {
            throw AwsError.unsupported("alarms on anomaly detection");
        }
        oneOf(
                "ComparisonOperator",
                operator,
                Stream.of(Alarm.Comparison.values()).map(Enum::name).collect(Collectors.toSet()));
    }

    private static void periods(PutInput in) {
        int period = CloudWatchErrors.required(in.period(), "Period");
        int periods = CloudWatchErrors.required(in.evaluationPeriods(), "EvaluationPeriods");
        if (!SHORT_PERIODS.contains(period) && (period <= 0 || period % 60 != 0)) {
            throw CloudWatchErrors.invalid("The parameter Period must be 10, 20, 30, or a multiple of 60.");
        }
        if (periods < 1) {
            throw CloudWatchErrors.invalid("The parameter EvaluationPeriods must be at least 1.");
        }
        int most = period >= HOUR ? 7 * DAY : DAY;
        if ((long) period * periods > most) {
            throw CloudWatchErrors.combination(
                    "Metrics cannot be checked across more than " + (most == DAY ? "a day" : "seven days")
                            + " (EvaluationPeriods * Period must be <= " + most + ").");
        }
        if (in.datapointsToAlarm() != null && (in.datapointsToAlarm() < 1 || in.datapointsToAlarm() > periods)) {
            throw CloudWatchErrors.invalid(
                    "The parameter DatapointsToAlarm must be at least 1 and at most EvaluationPeriods.");
        }
    }

    static void oneOf(String parameter, String value, Set<String> known) {
        if (!known.contains(value)) {
            throw CloudWatchErrors.invalid("The value " + value + " for parameter " + parameter + " must be one of "
                    + List.copyOf(known).stream().sorted().collect(Collectors.joining(", ")) + ".");
        }
    }
}
