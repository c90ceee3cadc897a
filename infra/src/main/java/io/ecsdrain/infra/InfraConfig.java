package io.ecsdrain.infra;

import io.ecsdrain.contract.AwsSettings;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.infra.policy.UntaggedRoutes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the app's one stack is made from, read once from CDK context keys.
 *
 * @param kind {@code stack}: reaper (default) or baseline
 * @param cluster {@code cluster}: the ECS cluster's short name
 * @param deploymentName {@code deploymentName}: the one name to handle; empty, written {@code *}, means all
 * @param listenerArns {@code listenerArn}: comma-separated; empty lets the reaper discover them from the target groups
 * @param untaggedRoutes {@code untaggedRoutes}: refuse (default) or allow
 * @param passRoles {@code passRoles}: comma-separated ARNs of the roles that the deployer may put into task definitions
 * @param taskProtection {@code taskProtection}: true lets tasks protect themselves from scale-in; default false
 * @param reaperJar {@code reaperJar}: the function's code, default {@code ../reaper/target/reaper.jar}
 * @param reaper the function's own keys
 * @param baseline the keys of a stack from nothing
 * @param account {@code account}: twelve digits; given together with the region or not at all
 * @param region {@code region}
 */
public record InfraConfig(
        StackKind kind,
        String cluster,
        Optional<String> deploymentName,
        List<String> listenerArns,
        UntaggedRoutes untaggedRoutes,
        List<String> passRoles,
        boolean taskProtection,
        Path reaperJar,
        ReaperOptions reaper,
        BaselineOptions baseline,
        Optional<String> account,
        Optional<String> region) {

    static final String DEFAULT_REAPER_JAR = "../reaper/target/reaper.jar";

    private static final int LONGEST_STACK_NAME = 128;
    private static final String EVERY_NAME = "*";
    private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern LISTENER = Pattern.compile(
            "arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\\d{12}:listener/app/[A-Za-z0-9-]+/[0-9a-f]+/[0-9a-f]+");
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    /**
     * Reads the keys named above from the whole context.
     *
     * @throws io.ecsdrain.contract.ConfigurationException with every problem at once, unknown keys and a jar that is
     *     not built included
     */
    public static InfraConfig from(Map<String, ?> context) {
        Map<String, String> given = new HashMap<>();
        ContextKeys.ALL.stream()
                .filter(key -> context.get(key) != null)
                .forEach(key -> given.put(key, context.get(key).toString()));
        Settings settings = Settings.of(given, key -> "context key " + key);
        ContextKeys.refuseUnknown(settings, context.keySet());
        StackKind kind = settings.choice("stack", StackKind.REAPER, StackKind.class);
        InfraConfig read = new InfraConfig(
                kind,
                cluster(settings),
                deploymentName(settings, kind),
                listeners(settings, kind),
                settings.choice("untaggedRoutes", UntaggedRoutes.REFUSE, UntaggedRoutes.class),
                arns(settings, "passRoles", ROLE, "IAM roles"),
                settings.flag("taskProtection", false),
                reaperJar(settings),
                ReaperContext.read(settings),
                baseline(settings, kind),
                matching(settings, "account", ACCOUNT, "must be an account id of twelve digits"),
                AwsSettings.region(settings, "region"));
        if (read.account().isPresent() != read.region().isPresent()) {
            settings.problem("context keys account and region must be given together or not at all");
        }
        if (read.stackName().length() > LONGEST_STACK_NAME) {
            settings.problem("the stack's name " + read.stackName()
                    + ", made of cluster and deploymentName, has more than " + LONGEST_STACK_NAME + " characters");
        }
        return settings.orThrow(() -> read);
    }

    /** One for each name of a cluster. Stack names know no underscore, cluster names do. */
    String stackName() {
        return "EcsDrain-" + cluster.replace('_', '-')
                + deploymentName.map(name -> "-" + name).orElse("");
    }

    private static String cluster(Settings settings) {
        String cluster = settings.required("cluster", "the ECS cluster's name; stack=baseline creates it");
        if (!cluster.isEmpty() && !CLUSTER.matcher(cluster).matches()) {
            settings.problem("cluster", cluster, "must be a cluster's short name");
        }
        return cluster;
    }

    private static Optional<String> deploymentName(Settings settings, StackKind kind) {
        String meaning = "the name to handle, or * for one function that handles every name of the cluster";
        if (!settings.required("deploymentName", meaning).equals(EVERY_NAME)) {
            return Optional.of(settings.requiredName("deploymentName", meaning));
        }
        if (kind == StackKind.BASELINE) {
            settings.problem("deploymentName", EVERY_NAME, "must be one name with stack=baseline");
        }
        return Optional.empty();
    }

    private static List<String> listeners(Settings settings, StackKind kind) {
        List<String> listeners = arns(settings, "listenerArn", LISTENER, "application load balancer listeners");
        if (kind == StackKind.BASELINE && !listeners.isEmpty()) {
            settings.problem(
                    "context key listenerArn belongs to stack=reaper; stack=baseline creates its own listener");
        }
        return listeners;
    }

    private static BaselineOptions baseline(Settings settings, StackKind kind) {
        if (kind == StackKind.REAPER) {
            BaselineOptions.refuse(settings);
        }
        return BaselineOptions.read(settings);
    }

    private static List<String> arns(Settings settings, String key, Pattern legal, String what) {
        List<String> arns = settings.optional(key)
                .map(value ->
                        Arrays.stream(value.split(",", -1)).map(String::trim).toList())
                .orElse(List.of());
        arns.stream()
                .filter(arn -> !legal.matcher(arn).matches())
                .forEach(arn -> settings.problem(key, arn, "must be ARNs of " + what + ", separated by commas"));
        return arns;
    }

    private static Path reaperJar(Settings settings) {
        Path jar = Path.of(settings.optional("reaperJar").orElse(DEFAULT_REAPER_JAR));
        if (!Files.isRegularFile(jar)) {
            settings.problem("the reaper is not built: no file at " + jar
                    + " (run 'mvn package' first, or name the jar with the context key reaperJar)");
        }
        return jar;
    }

    private static Optional<String> matching(Settings settings, String key, Pattern legal, String must) {
        Optional<String> given = settings.optional(key);
        given.filter(value -> !legal.matcher(value).matches()).ifPresent(value -> settings.problem(key, value, must));
        return given;
    }
}
