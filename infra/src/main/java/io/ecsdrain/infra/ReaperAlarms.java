package io.ecsdrain.infra;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/**
 * Says when the reaper fails or stands still, and when a deployment drains for too long or is cut off. They are what
 * makes a failed run visible: the function has no queue for its events, since a stale tick is of no use.
 */
final class ReaperAlarms extends Construct {

    private final ReaperOptions options;
    private final List<IAlarm> all = new ArrayList<>();

    ReaperAlarms(Construct scope, String id, DrainMetrics metrics, ReaperOptions options) {
        super(scope, id);
        this.options = options;
        failing(metrics);
        notRunning(metrics);
        metrics.ofName("OldestDrainSeconds", "Maximum").ifPresent(this::drainingForLong);
        metrics.ofName("Forced", "Sum").ifPresent(this::forced);
    }

    List<IAlarm> all() {
        return List.copyOf(all);
    }

    /**
     * Two runs of three: one failed action is tried again by the next run. No run, no error: that is the next alarm's.
     */
    private void failing(DrainMetrics metrics) {
        alarm("Failing", metrics.errors(Duration.minutes(options.scheduleMinutes())), alarm -> alarm.alarmDescription(
                        "The ecs-drain reaper fails again and again; its log names what and why.")
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(3)
                .datapointsToAlarm(2)
                .treatMissingData(TreatMissingData.NOT_BREACHING));
    }

    /** Lambda reports nothing at all for a function that is not started, so missing is just what this is about. */
    private void notRunning(DrainMetrics metrics) {
        alarm("NotRunning", metrics.invocations(DrainMetrics.PERIOD), alarm -> alarm.alarmDescription(
                        "The ecs-drain reaper has not run for a quarter of an hour; draining deployments stay and cost.")
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(3)
                .treatMissingData(TreatMissingData.BREACHING));
    }

    /** Each full run reports it, 0 included. Missing: the reaper stands still, which is an alarm already. */
    private void drainingForLong(Metric seconds) {
        alarm("DrainingForLong", seconds, alarm -> alarm.alarmDescription(
                        "A deployment has been draining for longer than the limit; ./drain explain says which task blocks.")
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .threshold(options.drainLimitSeconds())
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING));
    }

    /** Sessions were cut. Missing: no run in these five minutes, and nothing forced. */
    private void forced(Metric count) {
        alarm("Forced", count, alarm -> alarm.alarmDescription(
                        "A deployment was retired by MAX_AGE with its sessions; the reaper's log says 'MAX_AGE exceeded'.")
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING));
    }

    private void alarm(String id, Metric metric, java.util.function.UnaryOperator<Alarm.Builder> rest) {
        Alarm alarm = rest.apply(Alarm.Builder.create(this, id).metric(metric)).build();
        // By the plain property: a topic construct would want to read the ARN, which may be a parameter, or none.
        options.alarmTopicArn()
                .ifPresent(arn -> ((CfnAlarm) alarm.getNode().getDefaultChild()).setAlarmActions(List.of(arn)));
        all.add(alarm);
    }
}
