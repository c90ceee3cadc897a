package io.ecsdrain.reaper;

import io.ecsdrain.contract.AwsSettings;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ReaperVariables;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.SidecarLogs;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy.MaxAgeFrom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The reaper's configuration; docs/contract.md has the variables and defaults.
 *
 * @param listenerArns looked at beside those that the target groups lead to
 * @param logs where the sidecars' lines are read; empty if the metric is
 * @param fenceWait a run waits no longer for the answers to its fences
 */
public record ReaperConfig(
        String cluster,
        Optional<String> deploymentName,
        List<String> listenerArns,
        Optional<SidecarLogs> logs,
        Duration fenceWait,
        ReaperPolicy policy,
        boolean dryRun) {

    private static final Set<Integer> SHORT_PERIODS = Set.of(1, 5, 10, 20, 30);

    public ReaperConfig {
        listenerArns = List.copyOf(listenerArns);
    }

    /**
     * Parses the variables.
     *
     * @throws io.ecsdrain.contract.ConfigurationException with all problems at once
     */
    public static ReaperConfig parse(Map<String, String> variables) {
        return parse(Settings.of(variables));
    }

    /** As {@link #parse(Map)}, for callers who name the variables in their own way. */
    public static ReaperConfig parse(Settings settings) {
        String cluster = AwsSettings.cluster(settings);
        Optional<String> name = settings.optionalName(ReaperVariables.DEPLOYMENT_NAME.name());
        List<String> listeners = listeners(settings);
        Optional<SidecarLogs> logs = SidecarLogs.of(settings);
        Duration fenceWait = Duration.ofSeconds(settings.integer(ReaperVariables.FENCE_WAIT_SEC));
        ReaperPolicy policy = policy(settings);
        boolean dryRun = settings.flag(ReaperVariables.DRY_RUN);
        return settings.orThrow(() -> new ReaperConfig(cluster, name, listeners, logs, fenceWait, policy, dryRun));
    }

    private static ReaperPolicy policy(Settings settings) {
        return new ReaperPolicy(
                settings.integer(ReaperVariables.CONSEC),
                period(settings),
                settings.seconds(ReaperVariables.MIN_AGE_SEC),
                maxAge(settings),
                settings.choice(ReaperVariables.MAX_AGE_FROM, MaxAgeFrom.class),
                settings.integer(ReaperVariables.KEEP_PREVIOUS),
                settings.flag(ReaperVariables.KEEP_PREVIOUS_SCALED),
                settings.flag(ReaperVariables.RETIRE_ONLY),
                settings.integer(ReaperVariables.MAX_RETIREMENTS),
                settings.minutes(ReaperVariables.DEPLOY_TIMEOUT_MIN));
    }

    private static Duration period(Settings settings) {
        int seconds = settings.integer(ReaperVariables.PERIOD);
        if (!SHORT_PERIODS.contains(seconds) && seconds % 60 != 0) {
            settings.problem(
                    ReaperVariables.PERIOD.name(),
                    Integer.toString(seconds),
                    "must be " + ReaperVariables.PERIOD.values());
        }
        return Duration.ofSeconds(seconds);
    }

    private static Optional<Duration> maxAge(Settings settings) {
        if (settings.optional(ReaperVariables.MAX_AGE_HR.name())
                .filter(ReaperVariables.NEVER::equals)
                .isPresent()) {
            return Optional.empty();
        }
        double hours = settings.decimal(ReaperVariables.MAX_AGE_HR);
        return Optional.of(Duration.ofMillis(Math.round(hours * 3_600_000)));
    }

    private static List<String> listeners(Settings settings) {
        List<String> arns = settings.optional(ReaperVariables.LISTENER_ARN.name())
                .map(value ->
                        Arrays.stream(value.split(",", -1)).map(String::trim).toList())
                .orElse(List.of());
        arns.stream()
                .filter(arn -> !arn.matches("arn:[a-z0-9-]+:elasticloadbalancing:\\S+:listener/\\S+"))
                .forEach(arn -> settings.problem(
                        ReaperVariables.LISTENER_ARN.name(), arn, "must be " + ReaperVariables.LISTENER_ARN.values()));
        return arns;
    }

    /** Whether it looks after {@code key}. */
    boolean covers(DeploymentKey key) {
        return deploymentName.isEmpty() || deploymentName.get().equals(key.name());
    }

    /** What is to be observed for it. */
    public Scope scope() {
        Scope scope = Scope.ofCluster(cluster).with(listenerArns).needing(policy.consecutive(), policy.period());
        Scope reading = logs.map(scope::reading).orElse(scope);
        return deploymentName.map(reading::only).orElse(reading);
    }
}
