package io.ecsdrain.infra;

import io.ecsdrain.contract.ReaperVariables;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Token;

/**
 * How a reaper's function runs and is watched. Every string and number may be a CloudFormation parameter, the schedule
 * aside.
 *
 * @param scheduleMinutes minutes between two runs
 * @param environment the reaper's variables beside those that say what it handles
 * @param taskEvents whether a stopped task starts a run beside the schedule, so that a deletion follows the last task
 *     by seconds
 * @param lineEvents whether a line in which a sidecar says something new starts a run beside the schedule; the log
 *     group of {@link #sidecarLogs} has to exist
 * @param reservedConcurrency runs at the same time, at least 1; empty reserves none, for AWS wants 100 to stay
 *     unreserved, and a new account's quota can be 10
 * @param alarms whether alarms are made; those on a deployment's metrics need a deployment name
 * @param alarmTopicArn the SNS topic that the alarms notify
 * @param drainLimitSeconds a deployment that drains for longer raises an alarm
 * @param dashboard whether a dashboard is made
 */
public record ReaperOptions(
        int scheduleMinutes,
        Map<String, String> environment,
        Processor processor,
        boolean taskEvents,
        boolean lineEvents,
        Optional<Integer> reservedConcurrency,
        boolean alarms,
        Optional<String> alarmTopicArn,
        Number drainLimitSeconds,
        boolean dashboard) {

    /** The value of EVIDENCE by which the sidecars' lines are read. */
    static final String LOG = "log";

    public ReaperOptions {
        environment = Map.copyOf(environment);
    }

    /** The defaults with the numbers of {@code profile}. */
    public static ReaperOptions of(Profile profile) {
        return new ReaperOptions(
                profile.scheduleMinutes(),
                profile.environment(),
                Processor.ARM64,
                true,
                false,
                Optional.empty(),
                true,
                Optional.empty(),
                profile.drainLimitSeconds(),
                true);
    }

    /** The same with one more of the reaper's variables, or another value for it. */
    public ReaperOptions withEnvironment(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new ReaperOptions(
                scheduleMinutes,
                more,
                processor,
                taskEvents,
                lineEvents,
                reservedConcurrency,
                alarms,
                alarmTopicArn,
                drainLimitSeconds,
                dashboard);
    }

    /** The log group whose lines the reaper reads; empty if it reads the metric. */
    Optional<String> sidecarLogs() {
        String evidence = environment.get(ReaperVariables.EVIDENCE.name());
        // In a template this is a parameter: it is chosen when the template is deployed.
        boolean log = evidence != null && (LOG.equals(evidence) || Boolean.TRUE.equals(Token.isUnresolved(evidence)));
        return log
                ? Optional.of(
                        environment.getOrDefault(ReaperVariables.LOG_GROUP.name(), ReaperVariables.DEFAULT_LOG_GROUP))
                : Optional.empty();
    }

    /** The log group that line events come from; empty without them. */
    Optional<String> lineEventGroup(Optional<String> name) {
        return lineEvents
                ? sidecarLogs().map(group -> group.replace(ReaperVariables.NAME_IN_LOG_GROUP, name.orElse("")))
                : Optional.empty();
    }

    /**
     * Seconds after which a run is cut off. Less than the schedule, so that two scheduled runs do not overlap without a
     * reserved concurrency.
     */
    int timeoutSeconds() {
        return scheduleMinutes * 60 - 5;
    }
}
