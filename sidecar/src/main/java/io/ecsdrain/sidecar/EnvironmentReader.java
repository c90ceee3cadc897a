package io.ecsdrain.sidecar;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.contract.SidecarVariables;
import io.ecsdrain.contract.Variable;
import io.ecsdrain.sidecar.drain.DrainRules;
import io.ecsdrain.sidecar.execute.AppCall;
import io.ecsdrain.sidecar.observe.AwsAccess;
import io.ecsdrain.sidecar.observe.BusyPorts;
import io.ecsdrain.sidecar.observe.BusyUrl;
import io.ecsdrain.sidecar.observe.ConnectionSource;
import io.ecsdrain.sidecar.observe.UrlSource;
import io.ecsdrain.sidecar.report.LineRules;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the configuration out of the environment's variables: defaults, ranges, and what does not go together. */
final class EnvironmentReader {

    /** SSM: letters, digits, {@code _.-} and slashes; a hierarchy begins with a slash; 1011 characters with the ARN. */
    private static final Pattern PARAMETER = Pattern.compile("/[A-Za-z0-9_./-]{1,900}");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:%_-]{1,255}");
    private static final Pattern TASK_ID = Pattern.compile("[A-Za-z0-9_.:/-]{1,255}");

    private final Settings settings;
    private final List<String> warnings = new ArrayList<>();

    EnvironmentReader(Map<String, String> environment) {
        settings = Settings.of(environment);
        // Not a problem: the task definition may have a DRAIN_ variable of its own for all containers.
        environment.keySet().stream()
                .filter(name -> name.startsWith("DRAIN_") && !isOurs(name))
                .sorted()
                .forEach(name -> warnings.add(name + " is none of the sidecar's variables and changes nothing"));
    }

    private static boolean isOurs(String name) {
        return SidecarVariables.ALL.stream().map(Variable::name).anyMatch(name::equals);
    }

    SidecarConfig read() {
        String name = settings.requiredName(
                SidecarVariables.DEPLOYMENT_NAME.name(), SidecarVariables.DEPLOYMENT_NAME.meaning());
        String id =
                settings.requiredName(SidecarVariables.DEPLOYMENT_ID.name(), SidecarVariables.DEPLOYMENT_ID.meaning());
        Optional<String> given = matching(SidecarVariables.DRAIN_PARAM, PARAMETER);
        int port = settings.integer(SidecarVariables.DRAIN_PORT);
        SourceEnvironment sources = new SourceEnvironment(settings, warnings, port);
        Optional<BusyPorts> busyPorts = sources.ports();
        Optional<BusyUrl> busyUrl = sources.url();
        Optional<AppCall> appCall = new NotifyEnvironment(settings, warnings, port).call();
        DrainRules rules = rules(names(busyPorts, busyUrl), busyPorts.map(BusyPorts::lasting));
        LineRules lines = lines(rules.poll());
        EmitMode emitMode = settings.choice(SidecarVariables.DRAIN_EMIT, EmitMode.class);
        Optional<InetAddress> host = host();
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
                busyPorts,
                busyUrl,
                appCall,
                lines,
                emitMode,
                host,
                port,
                protection,
                agent,
                metadata,
                task,
                aws,
                warnings);
    }

    private static Set<String> names(Optional<BusyPorts> ports, Optional<BusyUrl> url) {
        return Stream.concat(ports.map(any -> ConnectionSource.NAME).stream(), url.map(any -> UrlSource.NAME).stream())
                .collect(Collectors.toSet());
    }

    /** @param lasting how long a connection has to last to count, if any is counted */
    private DrainRules rules(Set<String> sources, Optional<Duration> lasting) {
        Duration poll = settings.seconds(SidecarVariables.DRAIN_POLL_SECONDS);
        Duration grace = settings.seconds(SidecarVariables.DRAIN_GRACE_SECONDS);
        Duration quiet = settings.seconds(SidecarVariables.DRAIN_QUIET_SECONDS);
        Duration forget = settings.seconds(SidecarVariables.DRAIN_BUSY_FORGET_SECONDS);
        Optional<Duration> unknown = settings.optional(SidecarVariables.DRAIN_BUSY_UNKNOWN_SECONDS.name())
                .map(told -> settings.seconds(SidecarVariables.DRAIN_BUSY_UNKNOWN_SECONDS));
        return new DrainRules(
                grace,
                quiet,
                settle(lasting),
                forget,
                settings.flag(SidecarVariables.DRAIN_REQUIRE_BUSY),
                unknown,
                sources,
                poll);
    }

    /** A session that begins at the last moment has to count before the time is over. */
    private Duration settle(Optional<Duration> lasting) {
        double least = lasting.orElse(Duration.ZERO).toMillis() / 1000.0;
        Duration settle = settings.seconds(
                SidecarVariables.DRAIN_SETTLE_SECONDS,
                Math.max(SidecarVariables.DRAIN_SETTLE_SECONDS.otherwise(), least));
        lasting.filter(counts -> settle.compareTo(counts) < 0)
                .ifPresent(counts -> settings.problem("DRAIN_SETTLE_SECONDS " + settle.toSeconds()
                        + " is shorter than DRAIN_BUSY_PORT_SECONDS " + counts.toSeconds()
                        + ": a connection that began meanwhile would not count yet"));
        return settle;
    }

    private Optional<InetAddress> host() {
        Optional<String> given = matching(SidecarVariables.DRAIN_HOST, HOST);
        return given.filter(name -> HOST.matcher(name).matches()).flatMap(name -> {
            try {
                InetAddress address = InetAddress.getByName(name);
                if (!address.isLoopbackAddress()) {
                    warnings.add("DRAIN_HOST " + name + " IS NOT LOOPBACK: every client that reaches this address "
                            + "reads and reports for this task");
                }
                return Optional.of(address);
            } catch (UnknownHostException unknown) {
                settings.problem("DRAIN_HOST", name, "must be " + SidecarVariables.DRAIN_HOST.values());
                return Optional.empty();
            }
        });
    }

    private LineRules lines(Duration poll) {
        double otherwise = Math.min(poll.toMillis() / 1000.0, SidecarVariables.DRAIN_EMIT_SECONDS.otherwise());
        Duration every = settings.seconds(SidecarVariables.DRAIN_EMIT_SECONDS, otherwise);
        boolean metric = settings.flag(SidecarVariables.DRAIN_METRIC);
        if (!metric) {
            warnings.add(
                    "DRAIN_METRIC=false leaves out the metric: a reaper without EVIDENCE=log reads nothing else, and retires this deployment at"
                            + " MAX_AGE_HR, ready or not");
        }
        return new LineRules(every, metric, resolution());
    }

    private boolean protection(Optional<URI> agent) {
        boolean protection = settings.flag(SidecarVariables.DRAIN_TASK_PROTECTION);
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
        int resolution = settings.integer(SidecarVariables.DRAIN_METRIC_RESOLUTION);
        if (resolution != 1 && resolution != 60) {
            settings.problem(
                    SidecarVariables.DRAIN_METRIC_RESOLUTION.name(),
                    Integer.toString(resolution),
                    "must be " + SidecarVariables.DRAIN_METRIC_RESOLUTION.values());
        }
        return resolution;
    }

    private String taskId(Optional<URI> metadata) {
        Optional<String> given = matching(SidecarVariables.TASK_ID, TASK_ID);
        if (metadata.isEmpty() && given.isEmpty()) {
            warnings.add("neither ECS_CONTAINER_METADATA_URI_V4 nor TASK_ID is set: the task id is 'unknown'");
        }
        return given.orElse("unknown");
    }

    private Optional<String> matching(Variable.Text variable, Pattern pattern) {
        Optional<String> value = settings.optional(variable.name());
        value.filter(text -> !pattern.matcher(text).matches())
                .ifPresent(text -> settings.problem(variable.name(), text, "must be " + variable.values()));
        return value;
    }
}
