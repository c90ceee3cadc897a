package io.ecsdrain.demo.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the task definitions of the demo: the app with the sidecar beside it, and the app from before the sidecar.
 * They are what a user would register, except that each container has a command, for here they run as processes.
 * {@code {{port:N}}} is local-aws's word for a free port, the same within one task.
 */
final class TaskDefinitions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Programs programs;
    private final DemoSettings settings;

    TaskDefinitions(Programs programs, DemoSettings settings) {
        this.programs = programs;
        this.settings = settings;
    }

    Path withSidecar(Path folder, String deploymentId) {
        return write(
                folder.resolve("task-definition-" + deploymentId + ".json"),
                app(deploymentId, true),
                sidecar(deploymentId, Map.of()));
    }

    /** The same with a log group for the sidecars alone, where the reaper reads what they say. */
    Path speakingByLog(Path folder, String deploymentId) {
        ObjectNode sidecar = sidecar(deploymentId, Map.of("DRAIN_SETTLE_SECONDS", "3"));
        ((ObjectNode) sidecar.at("/logConfiguration/options")).put("awslogs-group", settings.sidecarLogs());
        return write(folder.resolve("task-definition-" + deploymentId + ".json"), app(deploymentId, true), sidecar);
    }

    /**
     * An app that knows nothing of drain. Its sidecar counts the connections that last longer than a request, within
     * the grace.
     */
    Path unmodified(Path folder, String deploymentId) {
        Map<String, String> counted = Map.of("DRAIN_BUSY_PORTS", "{{port:8080}}", "DRAIN_BUSY_PORT_SECONDS", "2");
        return write(
                folder.resolve("task-definition-" + deploymentId + ".json"),
                serving("io.ecsdrain.demo.app.PlainApp", Map.of("PORT", "{{port:8080}}", "NAME", deploymentId)),
                sidecar(deploymentId, counted));
    }

    Path withoutSidecar(Path folder, String deploymentId) {
        return write(folder.resolve("task-definition-" + deploymentId + ".json"), app(deploymentId, false));
    }

    private ObjectNode app(String deploymentId, boolean asksSidecar) {
        Map<String, String> environment = new TreeMap<>(Map.of("PORT", "{{port:8080}}", "DEPLOYMENT_ID", deploymentId));
        if (asksSidecar) {
            environment.put("SIDECAR", "http://localhost:{{port:9901}}");
        }
        ObjectNode container = serving("io.ecsdrain.demo.app.DemoApp", environment);
        if (asksSidecar) {
            // The app is stopped before what it depends on, so the sidecar answers until the app is gone.
            container
                    .putArray("dependsOn")
                    .addObject()
                    .put("containerName", "drain-sidecar")
                    .put("condition", "START");
        }
        return container;
    }

    private ObjectNode serving(String main, Map<String, String> environment) {
        List<String> command = java();
        command.addAll(List.of("-cp", programs.demo().toString(), main));
        ObjectNode container = container("app", true, command, environment);
        container.putArray("portMappings").addObject().put("containerPort", 8080);
        return container;
    }

    /** @param more variables beside those that every sidecar here has */
    private ObjectNode sidecar(String deploymentId, Map<String, String> more) {
        List<String> command = java();
        command.addAll(List.of("-Xmx32m", "-jar", programs.sidecar().toString()));
        Map<String, String> environment = new TreeMap<>(Map.of(
                "DEPLOYMENT_NAME", settings.deploymentName(),
                "DEPLOYMENT_ID", deploymentId,
                "DRAIN_PORT", "{{port:9901}}",
                "DRAIN_POLL_SECONDS", "1",
                "DRAIN_EMIT_SECONDS", "0.5",
                "DRAIN_GRACE_SECONDS", Integer.toString(settings.graceSeconds()),
                "DRAIN_QUIET_SECONDS", "2",
                "DRAIN_BUSY_UNKNOWN_SECONDS", "5",
                "DRAIN_METRIC_RESOLUTION", "1"));
        environment.putAll(more);
        return container("drain-sidecar", false, command, environment);
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>(List.of(Programs.java()));
        command.addAll(Programs.JVM_FLAGS);
        return command;
    }

    private static ObjectNode container(
            String name, boolean essential, List<String> command, Map<String, String> environment) {
        ObjectNode container = JSON.createObjectNode();
        container.put("name", name).put("image", "local/" + name).put("essential", essential);
        command.forEach(container.putArray("command")::add);
        ArrayNode variables = container.putArray("environment");
        new TreeMap<>(environment)
                .forEach((key, value) -> variables.addObject().put("name", key).put("value", value));
        container
                .putObject("logConfiguration")
                .put("logDriver", "awslogs")
                .putObject("options")
                .put("awslogs-group", "/ecs/demo")
                .put("awslogs-region", "eu-west-1")
                .put("awslogs-stream-prefix", name);
        return container;
    }

    private Path write(Path file, JsonNode... containers) {
        ObjectNode definition = JSON.createObjectNode();
        definition.put("family", "demo-app").put("networkMode", "awsvpc");
        definition.putArray("requiresCompatibilities").add("FARGATE");
        definition.put("cpu", "256").put("memory", "512");
        ArrayNode all = definition.putArray("containerDefinitions");
        for (JsonNode container : containers) {
            all.add(container);
        }
        try {
            return Files.writeString(file, definition.toPrettyString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
