package io.ecsdrain.infra;

import io.ecsdrain.contract.Settings;
import io.ecsdrain.infra.policy.UntaggedRoutes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the stack is made from, read once from CDK context keys.
 *
 * @param profile {@code profile}: testing or production, the plan's two sets of numbers
 * @param cluster {@code cluster}: the ECS cluster's short name
 * @param listenerArns {@code listenerArn}: comma-separated; empty lets the reaper discover them from the target groups
 * @param deploymentName {@code deploymentName}: the one name to handle; empty means all
 * @param untaggedRoutes {@code untaggedRoutes}: refuse (default) or allow
 * @param passRoles {@code passRoles}: comma-separated ARNs of the roles that the deployer may put into task definitions
 * @param taskProtection {@code taskProtection}: true lets tasks protect themselves from scale-in; default false
 * @param dryRun {@code dryRun}: true lets the reaper only report; default false
 * @param reaperJar {@code reaperJar}: the function's code, default {@code ../reaper/target/reaper.jar}
 * @param account {@code account}: twelve digits; given together with the region or not at all
 * @param region {@code region}
 */
public record InfraConfig(
        Profile profile,
        String cluster,
        List<String> listenerArns,
        Optional<String> deploymentName,
        UntaggedRoutes untaggedRoutes,
        List<String> passRoles,
        boolean taskProtection,
        boolean dryRun,
        Path reaperJar,
        Optional<String> account,
        Optional<String> region) {

    static final String DEFAULT_REAPER_JAR = "../reaper/target/reaper.jar";

    private static final Set<String> KEYS = Set.of(
            "profile",
            "cluster",
            "listenerArn",
            "deploymentName",
            "untaggedRoutes",
            "passRoles",
            "taskProtection",
            "dryRun",
            "reaperJar",
            "account",
            "region");
    private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern LISTENER = Pattern.compile(
            "arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\\d{12}:listener/app/[A-Za-z0-9-]+/[0-9a-f]+/[0-9a-f]+");
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d");

    /**
     * Reads the keys named above; {@code lookup} gives a context value or null.
     *
     * @throws io.ecsdrain.contract.ConfigurationException with every problem at once, the jar that is not built included
     */
    public static InfraConfig from(Function<String, Object> lookup) {
        Map<String, String> given = new HashMap<>();
        for (String key : new TreeSet<>(KEYS)) {
            Object value = lookup.apply(key);
            if (value != null) {
                given.put(key, value.toString());
            }
        }
        Settings settings = Settings.of(given, key -> "context key " + key);
        Profile profile = profile(settings);
        String cluster = settings.required("cluster", "the ECS cluster's name");
        if (!cluster.isEmpty()) {
            check(settings, "cluster", cluster, CLUSTER.asMatchPredicate(), "must be a cluster's short name");
        }
        List<String> listeners = arns(settings, "listenerArn", LISTENER, "application load balancer listeners");
        Optional<String> name = settings.optionalName("deploymentName");
        UntaggedRoutes untagged = settings.choice("untaggedRoutes", UntaggedRoutes.REFUSE, UntaggedRoutes.class);
        List<String> roles = arns(settings, "passRoles", ROLE, "IAM roles");
        boolean protection = settings.flag("taskProtection", false);
        boolean dryRun = settings.flag("dryRun", false);
        Path jar = reaperJar(settings);
        Optional<String> account = settings.optional("account");
        account.ifPresent(value -> check(
                settings, "account", value, ACCOUNT.asMatchPredicate(), "must be an account id of twelve digits"));
        Optional<String> region = settings.optional("region");
        region.ifPresent(value ->
                check(settings, "region", value, REGION.asMatchPredicate(), "must be a region such as eu-west-1"));
        if (account.isPresent() != region.isPresent()) {
            settings.problem("context keys account and region must be given together or not at all");
        }
        return settings.orThrow(() -> new InfraConfig(
                profile, cluster, listeners, name, untagged, roles, protection, dryRun, jar, account, region));
    }

    private static Profile profile(Settings settings) {
        // No default: the two differ by forty-seven hours of MAX_AGE_HR, so nobody should get one unasked.
        if (settings.required("profile", "testing or production").isEmpty()) {
            return Profile.TESTING;
        }
        return settings.choice("profile", Profile.TESTING, Profile.class);
    }

    private static List<String> arns(Settings settings, String key, Pattern legal, String what) {
        return settings
                .optional(key)
                .map(value ->
                        Arrays.stream(value.split(",", -1)).map(String::trim).toList())
                .orElse(List.of())
                .stream()
                .peek(arn -> check(
                        settings,
                        key,
                        arn,
                        legal.asMatchPredicate(),
                        "must be ARNs of " + what + ", separated by commas"))
                .toList();
    }

    private static Path reaperJar(Settings settings) {
        Path jar = Path.of(settings.optional("reaperJar").orElse(DEFAULT_REAPER_JAR));
        if (!Files.isRegularFile(jar)) {
            settings.problem("the reaper is not built: no file at " + jar
                    + " (run 'mvn package' first, or name the jar with the context key reaperJar)");
        }
        return jar;
    }

    private static void check(Settings settings, String key, String value, Predicate<String> legal, String must) {
        if (!legal.test(value)) {
            settings.problem(key, value, must);
        }
    }
}
