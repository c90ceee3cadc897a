package io.ecsdrain.infra;

import io.ecsdrain.contract.EditDistance;
import io.ecsdrain.contract.Settings;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The context keys that the app reads, and what is said about others. */
final class ContextKeys {

    /** For both kinds of stack, and then those of the baseline alone. */
    static final List<String> ALL = List.of(
            "stack",
            "profile",
            "cluster",
            "deploymentName",
            "listenerArn",
            "untaggedRoutes",
            "passRoles",
            "taskProtection",
            "dryRun",
            "evidence",
            "logGroup",
            "lineEvents",
            "architecture",
            "taskEvents",
            "reservedConcurrency",
            "alarms",
            "alarmTopicArn",
            "drainAlarmHours",
            "dashboard",
            "reaperJar",
            "account",
            "region",
            "certificateArn",
            "containerPort",
            "natGateways",
            "vpcCidr");

    /** Further off it is another word, not a slip. */
    private static final int SLIP = 4;

    private ContextKeys() {}

    /**
     * Notes each key of {@code given} that this app does not read; the CDK's own and its plugins' hold a colon, a slash
     * or an at.
     */
    static void refuseUnknown(Settings settings, Collection<String> given) {
        given.stream()
                .filter(Predicate.not(ALL::contains))
                .filter(key -> !key.matches(".*[:/@].*"))
                .sorted()
                .forEach(key -> settings.problem("context key " + key + " is unknown"
                        + nearest(key)
                                .map(right -> "; did you mean " + right + "?")
                                .orElse("; there are " + ALL.stream().sorted().collect(Collectors.joining(", ")))));
    }

    private static Optional<String> nearest(String key) {
        String low = plain(key);
        return ALL.stream()
                .filter(right -> EditDistance.between(low, plain(right)) <= Math.min(SLIP, right.length() / 2))
                .min(Comparator.comparingInt(right -> EditDistance.between(low, plain(right))));
    }

    /** {@code deployment_name} and {@code DeploymentName} are the same slip. */
    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
