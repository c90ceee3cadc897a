package io.ecsdrain.sidecar;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.sidecar.drain.DrainRules;
import io.ecsdrain.sidecar.observe.AwsAccess;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the configuration out of the environment's variables: defaults, ranges, and what does not go together. */
final class EnvironmentReader {

    private static final double MOST_EMIT_SECONDS = 60;
    private static final double DEFAULT_MOST_EMIT_SECONDS = 15;
    /** SSM: letters, digits, {@code _.-} and slashes; a hierarchy begins with a slash; 1011 characters with the ARN. */
    private static final Pattern PARAMETER = Pattern.compile("/[A-Za-z0-9_./-]{1,900}");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:%_-]{1,255}");
    private static final String ADDRESS = "be an address of this machine, such as 127.0.0.1";
    private static final Pattern TASK_ID = Pattern.compile("[A-Za-z0-9_.:/-]{1,255}");

    private static final Pattern OURS =
            Pattern.compile("DRAIN_(PARAM|POLL_SECONDS|GRACE_SECONDS|BUSY_FORGET_SECONDS|BUSY_UNKNOWN_SECONDS"
                    + "|REQUIRE_BUSY|EMIT_SECONDS|EMIT|METRIC_RESOLUTION|HOST|PORT|TASK_PROTECTION)");

    private final Settings settings;
    private final List<String> warnings = new ArrayList<>();

    EnvironmentReader(Map<String, String> environment) {
        settings = Settings.of(environment);
        // Not a problem: whoever writes the task definition may have a DRAIN_ of their own for all containers.
        environment.keySet().stream()
                .filter(name -> name.startsWith("DRAIN_") && !OURS.matcher(name).matches())
                .sorted()
                .forEach(name -> warnings.add(name + " is none of the sidecar's variables and changes nothing"));
    }

    SidecarConfig read() {
        String name = settings.requiredName("DEPLOYMENT_NAME", "the stable name of the app's environment");
        String id = settings.requiredName("DEPLOYMENT_ID", "the unique id of this deployment");
        Optional<String> given = matching("DRAIN_PARAM", PARAMETER, "be an SSM parameter name such as /a/b/state");
        DrainRules rules = rules();
        Duration emitEvery = emitEvery(rules.poll());
        EmitMode emitMode = settings.choice("DRAIN_EMIT", EmitMode.ALWAYS, EmitMode.class);
        int resolution = resolution();
        Optional<InetAddress> host = host();
        int port = settings.integer("DRAIN_PORT", SidecarConfig.DEFAULT_PORT, 1, 65_535);
        Optional<URI> agent = settings.url("ECS_AGENT_URI", "http");
        boolean protection = protection(agent);
        Optional<URI> metadata = settings.url("ECS_CONTAINER_METADATA_URI_V4", "http");
        String task = taskId(metadata);
        AwsAccess aws = new AwsEnvironment(settings, warnings).read();
        DeploymentKey key = settings.orThrow(() -> new DeploymentKey(name, id));
        String parameter = parameter(key, given);
        return new SidecarConfig(
                key,
                parameter,
                rules,
                emitEvery,
                emitMode,
                resolution,
                host,
                port,
                protection,
                agent,
                metadata,
                task,
                aws,
                warnings);
    }

    private DrainRules rules() {
        Duration poll = settings.seconds("DRAIN_POLL_SECONDS", 5, 0.01, 3600);
        Duration grace = settings.seconds("DRAIN_GRACE_SECONDS", 30, 0, 86_400);
        Duration forget = settings.seconds("DRAIN_BUSY_FORGET_SECONDS", 600, 0, 604_800);
        Optional<Duration> unknown = settings.optional("DRAIN_BUSY_UNKNOWN_SECONDS")
                .map(told -> settings.seconds("DRAIN_BUSY_UNKNOWN_SECONDS", 60, 0, 3600));
        return new DrainRules(grace, forget, settings.flag("DRAIN_REQUIRE_BUSY", false), unknown, poll);
    }

    private Optional<InetAddress> host() {
        Optional<String> given = matching("DRAIN_HOST", HOST, ADDRESS);
        return given.filter(name -> HOST.matcher(name).matches()).flatMap(name -> {
            try {
                InetAddress address = InetAddress.getByName(name);
                if (!address.isLoopbackAddress()) {
                    warnings.add("DRAIN_HOST " + name + " IS NOT LOOPBACK: whoever reaches this address reads and "
                            + "reports for this task");
                }
                return Optional.of(address);
            } catch (UnknownHostException unknown) {
                settings.problem("DRAIN_HOST", name, "must " + ADDRESS);
                return Optional.empty();
            }
        });
    }

    private Duration emitEvery(Duration poll) {
        double otherwise = Math.min(poll.toMillis() / 1000.0, DEFAULT_MOST_EMIT_SECONDS);
        return settings.seconds("DRAIN_EMIT_SECONDS", otherwise, 0.01, MOST_EMIT_SECONDS);
    }

    private boolean protection(Optional<URI> agent) {
        boolean protection = settings.flag("DRAIN_TASK_PROTECTION", false);
        if (protection && agent.isEmpty()) {
            settings.problem("DRAIN_TASK_PROTECTION=true needs ECS_AGENT_URI, which ECS sets in every container");
        }
        return protection;
    }

    private String parameter(DeploymentKey deployment, Optional<String> given) {
        String derived = deployment.stateParameter();
        if (given.isPresent() && !given.get().equals(derived)) {
            warnings.add("DRAIN_PARAM " + given.get() + " is polled, though DEPLOYMENT_NAME and DEPLOYMENT_ID say "
                    + derived);
        }
        return given.orElse(derived);
    }

    private int resolution() {
        int resolution = settings.integer("DRAIN_METRIC_RESOLUTION", 60, 1, 60);
        if (resolution != 1 && resolution != 60) {
            settings.problem("DRAIN_METRIC_RESOLUTION", Integer.toString(resolution), "must be 1 or 60");
        }
        return resolution;
    }

    private String taskId(Optional<URI> metadata) {
        Optional<String> given = matching("TASK_ID", TASK_ID, "be 1 to 255 letters, digits or _.:/-");
        if (metadata.isEmpty() && given.isEmpty()) {
            warnings.add("neither ECS_CONTAINER_METADATA_URI_V4 nor TASK_ID is set: the task id is 'unknown'");
        }
        return given.orElse("unknown");
    }

    private Optional<String> matching(String variable, Pattern pattern, String must) {
        Optional<String> value = settings.optional(variable);
        value.filter(text -> !pattern.matcher(text).matches())
                .ifPresent(text -> settings.problem(variable, text, "must " + must));
        return value;
    }
}
