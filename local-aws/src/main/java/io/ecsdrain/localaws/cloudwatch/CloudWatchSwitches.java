package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.links.Switches.Switch;
import java.time.Duration;

/** What is in doubt about CloudWatch, or varies there. */
public final class CloudWatchSwitches {

    /** How long a value takes from its arrival until it can be queried. */
    public static final Switch<Duration> METRIC_LAG =
            new Switch<>("cloudwatch.metric-lag", Duration.ZERO, "no figure is documented; 1 to 3 minutes are seen");

    /** Every n-th value is stored twice; 0: none. */
    public static final Switch<Integer> DUPLICATE_EVERY =
            new Switch<>("cloudwatch.duplicate-every", 0, "documented: metrics from logs are delivered at least once");

    /** Datapoints on a page of GetMetricData; what does not fit is PartialData and follows with NextToken. */
    public static final Switch<Integer> DATAPOINTS_PER_PAGE =
            new Switch<>("cloudwatch.datapoints-per-page", 100_800, "pages may be smaller than MaxDatapoints");

    /** Whether periods begin at StartTime, or at whole multiples of the period. */
    public static final Switch<Boolean> PERIODS_BEGIN_AT_START_TIME =
            new Switch<>("cloudwatch.periods-begin-at-start-time", true, "undocumented for periods above 60 seconds");

    /** How many periods beyond the deciding ones an alarm looks at for points, where some of those are missing. */
    public static final Switch<Integer> ALARM_FURTHER_PERIODS = new Switch<>(
            "cloudwatch.alarm-further-periods",
            2,
            "where points are missing, an alarm looks back further than the periods that decide; how much further is not documented");

    private CloudWatchSwitches() {}
}
