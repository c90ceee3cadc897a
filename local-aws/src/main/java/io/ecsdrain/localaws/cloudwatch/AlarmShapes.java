package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.Dimension;
import java.time.Instant;
import java.util.List;

/** Inputs and outputs of alarms, as the API reference has them. */
final class AlarmShapes {

    private AlarmShapes() {}

    record Tag(String key, String value) {}

    record PutInput(
            String alarmName,
            String alarmDescription,
            Boolean actionsEnabled,
            List<String> oKActions,
            List<String> alarmActions,
            List<String> insufficientDataActions,
            String metricName,
            String namespace,
            String statistic,
            List<Dimension> dimensions,
            Integer period,
            String unit,
            Integer evaluationPeriods,
            Integer datapointsToAlarm,
            Double threshold,
            String comparisonOperator,
            String treatMissingData,
            List<Tag> tags) {}

    record PutCompositeInput(String alarmName, String alarmRule, String alarmDescription) {}

    record DescribeInput(
            List<String> alarmNames,
            String alarmNamePrefix,
            List<String> alarmTypes,
            String stateValue,
            Integer maxRecords,
            String nextToken) {}

    record DeleteInput(List<String> alarmNames) {}

    record SetStateInput(String alarmName, String stateValue, String stateReason, String stateReasonData) {}

    record MetricAlarm(
            String alarmName,
            String alarmArn,
            String alarmDescription,
            Instant alarmConfigurationUpdatedTimestamp,
            Boolean actionsEnabled,
            List<String> oKActions,
            List<String> alarmActions,
            List<String> insufficientDataActions,
            String stateValue,
            String stateReason,
            Instant stateUpdatedTimestamp,
            Instant stateTransitionedTimestamp,
            String metricName,
            String namespace,
            String statistic,
            List<Dimension> dimensions,
            Integer period,
            String unit,
            Integer evaluationPeriods,
            Integer datapointsToAlarm,
            Double threshold,
            String comparisonOperator,
            String treatMissingData) {}

    record CompositeAlarm(
            String alarmName,
            String alarmArn,
            String alarmRule,
            String alarmDescription,
            String stateValue,
            String stateReason,
            Instant stateUpdatedTimestamp,
            Instant stateTransitionedTimestamp) {}

    record DescribeOutput(List<CompositeAlarm> compositeAlarms, List<MetricAlarm> metricAlarms, String nextToken) {}
}
