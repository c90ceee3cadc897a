package io.ecsdrain.reaper;

import io.ecsdrain.contract.AwsSettings;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.inventory.Scope;
import io.ecsdrain.reaper.plan.ReaperPolicy;
import io.ecsdrain.reaper.plan.ReaperPolicy.MaxAgeFrom;
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
 */
public record ReaperConfig(
        String cluster,
        Optional<String> deploymentName,
        List<String> listenerArns,
        ReaperPolicy policy,
        boolean dryRun) {

    private static final Set<Integer> SHORT_PERIODS = Set.of(1, 5, 10, 20, 30);
    private static final String NEVER = "never";

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
        Optional<String> name = settings.optionalName("DEPLOYMENT_NAME");
        List<String> listeners = listeners(settings);
        ReaperPolicy policy = policy(settings);
        boolean dryRun = settings.flag("DRY_RUN", false);
        return settings.orThrow(() -> new ReaperConfig(cluster, name, listeners, policy, dryRun));
    }

    private static ReaperPolicy policy(Settings settings) {
        return new ReaperPolicy(
                settings.integer("CONSEC", 3, 1, 60),
                period(settings),
                settings.seconds("MIN_AGE_SEC", 120, 0, 31_536_000),
                maxAge(settings),
                settings.choice("MAX_AGE_FROM", MaxAgeFrom.DRAINING, MaxAgeFrom.class),
                settings.integer("KEEP_PREVIOUS", 0, 0, 100),
                settings.flag("RETIRE_ONLY", false),
                settings.integer("MAX_RETIREMENTS", 10, 0, 10_000),
                minutes(settings));
    }

    private static Duration period(Settings settings) {
        int seconds = settings.integer("PERIOD", 60, 1, 86_400);
        if (!SHORT_PERIODS.contains(seconds) && seconds % 60 != 0) {
            settings.problem("PERIOD", Integer.toString(seconds), "must be 1, 5, 10, 20, 30 or a multiple of 60");
        }
        return Duration.ofSeconds(seconds);
    }

    private static Optional<Duration> maxAge(Settings settings) {
        if (settings.optional("MAX_AGE_HR").filter(NEVER::equals).isPresent()) {
            return Optional.empty();
        }
        double hours = settings.decimal("MAX_AGE_HR", 48, 0, 87_600, ", or " + NEVER);
        return Optional.of(Duration.ofMillis(Math.round(hours * 3_600_000)));
    }

    private static Duration minutes(Settings settings) {
        return Duration.ofMillis(Math.round(settings.decimal("DEPLOY_TIMEOUT_MIN", 60, 1, 10_080) * 60_000));
    }

    private static List<String> listeners(Settings settings) {
        List<String> arns = settings.optional("LISTENER_ARN")
                .map(value ->
                        Arrays.stream(value.split(",", -1)).map(String::trim).toList())
                .orElse(List.of());
        arns.stream()
                .filter(arn -> !arn.matches("arn:[a-z0-9-]+:elasticloadbalancing:\\S+:listener/\\S+"))
                .forEach(arn -> settings.problem("LISTENER_ARN", arn, "must be listener ARNs, separated by commas"));
        return arns;
    }

    /** Whether it looks after {@code key}. */
    boolean covers(DeploymentKey key) {
        return deploymentName.isEmpty() || deploymentName.get().equals(key.name());
    }

    /** What is to be observed for it. */
    public Scope scope() {
        Scope scope = Scope.ofCluster(cluster).with(listenerArns).needing(policy.consecutive(), policy.period());
        return deploymentName.map(scope::only).orElse(scope);
    }
}
