package io.ecsdrain.inventory.observe;

import io.ecsdrain.inventory.model.AlarmView;
import io.ecsdrain.inventory.model.Observed;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;

/** Reads CloudWatch alarms by their names. */
public final class AlarmReader {

    private final CloudWatchClient cloudWatch;

    public AlarmReader(CloudWatchClient cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    /**
     * Those metric alarms of these names that exist.
     *
     * @param names at most 100
     */
    public Observed<List<AlarmView>> metricAlarms(List<String> names) {
        return read(names, AlarmType.METRIC_ALARM);
    }

    /**
     * Composite alarms too. A caller may describe those only if it may describe all alarms (DescribeAlarms, API
     * reference).
     */
    public Observed<List<AlarmView>> alarms(List<String> names) {
        return read(names, AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM);
    }

    private Observed<List<AlarmView>> read(List<String> names, AlarmType... types) {
        if (names.isEmpty()) {
            return Observed.known(List.of());
        }
        return Reading.observed(() -> {
            List<AlarmView> alarms = new ArrayList<>();
            Paging.all(
                            "DescribeAlarms",
                            token -> cloudWatch.describeAlarms(describe ->
                                    describe.alarmNames(names).alarmTypes(types).nextToken(token)),
                            DescribeAlarmsResponse::nextToken)
                    .forEach(page -> {
                        page.metricAlarms()
                                .forEach(alarm -> alarms.add(new AlarmView(
                                        alarm.alarmName(),
                                        false,
                                        alarm.stateValueAsString(),
                                        text(alarm.stateReason()))));
                        page.compositeAlarms()
                                .forEach(alarm -> alarms.add(new AlarmView(
                                        alarm.alarmName(),
                                        true,
                                        alarm.stateValueAsString(),
                                        text(alarm.stateReason()))));
                    });
            return alarms;
        });
    }

    private static String text(String reason) {
        return reason == null ? "" : reason;
    }
}
