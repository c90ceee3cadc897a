package io.ecsdrain.deployer.plan.taskdef;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.SidecarVariables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Adds the sidecar to a task definition, or replaces the one that an earlier run added. The sidecar is never essential,
 * for its death must not end sessions; every other container depends on it (START), because ECS stops containers in the
 * reverse order: so the sidecar reports until the app is gone.
 */
public final class SidecarMerge {

    private static final int PORT = 9901;

    private SidecarMerge() {}

    /**
     * The merged task definition, or why there is none.
     *
     * @param merged empty if there are problems
     * @param problems what is wrong with the input, one line each
     * @param remarks what was left out, replaced or is still open
     */
    public record Outcome(Optional<ObjectNode> merged, List<String> problems, List<String> remarks) {

        public Outcome {
            problems = List.copyOf(problems);
            remarks = List.copyOf(remarks);
        }
    }

    /** @param fragment the sidecar's container definition */
    public static Outcome merge(TaskDefRequest request, JsonNode fragment) {
        TaskDefinitionInput input = TaskDefinitionInput.of(request.document());
        if (!input.problems().isEmpty()) {
            return new Outcome(Optional.empty(), input.problems(), List.of());
        }
        ObjectNode definition = input.definition();
        String name = fragment.path("name").asText();
        List<JsonNode> others = new ArrayList<>();
        List<JsonNode> earlier = new ArrayList<>();
        definition
                .path("containerDefinitions")
                .forEach(container ->
                        (KnownSidecar.is(container, name, request.image()) ? earlier : others).add(container));
        ObjectNode sidecar = Fragment.fill(fragment, values(request, others));
        Fragment.dropOpenVariables(sidecar);
        sidecar.put("essential", false);
        earlier.stream().findFirst().ifPresent(old -> KnownSidecar.keep(old, sidecar, request.image()));
        boolean logsElsewhere = request.logGroup()
                .filter(group -> !Fragment.logInto(sidecar, group))
                .isPresent();
        Optional<String> counted = SessionCount.choose(sidecar, request.busyPorts(), others, !earlier.isEmpty());
        List<String> problems = problems(definition, others, sidecar);
        if (!problems.isEmpty()) {
            return new Outcome(Optional.empty(), problems, List.of());
        }
        return new Outcome(
                Optional.of(merged(definition, others, earlier, sidecar, request.key())),
                List.of(),
                remarks(input, earlier, sidecar, counted, logsElsewhere));
    }

    private static ObjectNode merged(
            ObjectNode definition,
            List<JsonNode> others,
            List<JsonNode> earlier,
            ObjectNode sidecar,
            Optional<DeploymentKey> key) {
        List<String> replaced = earlier.stream().map(SidecarMerge::name).toList();
        ArrayNode containers = definition.putArray("containerDefinitions");
        others.forEach(container -> {
            depend((ObjectNode) container, name(sidecar), replaced);
            containers.add(container);
        });
        containers.add(sidecar);
        return key.map(one -> TaskDefinitions.ofDeployment(definition, one)).orElse(definition);
    }

    /**
     * Where nothing is said about logs, the sidecar logs where the app does: the container that serves a port, else the
     * first. Group and Region come from one container, and so does the wish to have the group created.
     */
    private static Map<String, String> values(TaskDefRequest request, List<JsonNode> others) {
        Map<String, String> values = new HashMap<>();
        List<JsonNode> logging = others.stream()
                .filter(container ->
                        container.at("/logConfiguration/logDriver").asText().equals("awslogs"))
                .toList();
        logging.stream()
                .filter(container -> !container.path("portMappings").isEmpty())
                .findFirst()
                .or(() -> logging.stream().findFirst())
                .map(container -> container.at("/logConfiguration/options"))
                .ifPresent(options -> {
                    put(values, "LOG_GROUP", options.path("awslogs-group"));
                    put(values, "REGION", options.path("awslogs-region"));
                    put(values, Fragment.CREATE_GROUP, options.path("awslogs-create-group"));
                });
        request.key().ifPresent(key -> {
            values.put("DEPLOYMENT_NAME", key.name());
            values.put("DEPLOYMENT_ID", key.id());
        });
        request.image().ifPresent(image -> values.put("SIDECAR_IMAGE", image));
        request.region().ifPresent(region -> values.put("REGION", region));
        return values;
    }

    private static void put(Map<String, String> values, String name, JsonNode value) {
        if (value.isTextual()) {
            values.put(name, value.textValue());
        }
    }

    private static List<String> problems(ObjectNode definition, List<JsonNode> others, ObjectNode sidecar) {
        List<String> problems = new ArrayList<>();
        String mode = definition.path("networkMode").asText("");
        if (!mode.equals("awsvpc")) {
            problems.add("networkMode " + (mode.isEmpty() ? "is missing, which means bridge" : "is '" + mode + "'")
                    + "; it must be awsvpc: elsewhere the containers of a task do not share localhost");
        }
        String system = definition.at("/runtimePlatform/operatingSystemFamily").asText("");
        if (system.startsWith("WINDOWS")) {
            problems.add("runtimePlatform.operatingSystemFamily is '" + system
                    + "'; it must be LINUX: the sidecar is a Linux container, and a task has one operating system");
        }
        for (JsonNode container : others) {
            if (name(container).equals(name(sidecar))) {
                problems.add("container '" + name(container) + "' has the sidecar's name and is none (image '"
                        + container.path("image").asText() + "'); rename it");
            }
            portTaken(container).ifPresent(problems::add);
            problems.addAll(TaskDefinitions.secretsInTheWay(container));
        }
        problems.addAll(TaskRoom.problems(definition, others, sidecar));
        return problems;
    }

    private static Optional<String> portTaken(JsonNode container) {
        return StreamSupport.stream(container.path("portMappings").spliterator(), false)
                .filter(mapping -> mapping.path("containerPort").asInt() == PORT)
                .findFirst()
                .map(mapping -> "container '" + name(container) + "' has a port mapping for containerPort " + PORT
                        + ", where the sidecar listens; move that container to another port");
    }

    private static List<String> remarks(
            TaskDefinitionInput input,
            List<JsonNode> earlier,
            ObjectNode sidecar,
            Optional<String> counted,
            boolean logsElsewhere) {
        List<String> remarks = new ArrayList<>();
        if (!input.leftOut().isEmpty()) {
            remarks.add("left out, for AWS adds it on describe and refuses it on register: "
                    + String.join(", ", input.leftOut()));
        }
        earlier.forEach(old -> remarks.add("replaced the sidecar '" + name(old) + "' that was there"));
        counted.ifPresent(remarks::add);
        if (logsElsewhere) {
            remarks.add("the sidecar that was there has the log driver '"
                    + sidecar.at("/logConfiguration/logDriver").asText()
                    + "', so --log-group has no effect: the reaper reads lines and metric from CloudWatch alone");
        }
        if (TaskDefinitions.variable(sidecar, SidecarVariables.DRAIN_METRIC.name())
                .filter("false"::equals)
                .isPresent()) {
            remarks.add(
                    "DRAIN_METRIC=false leaves out the metric: a reaper without EVIDENCE=log, which is not the default, retires "
                            + "this deployment at MAX_AGE_HR alone");
        }
        Fragment.open(sidecar).forEach(open -> remarks.add("replace " + open));
        return remarks;
    }

    private static void depend(ObjectNode container, String sidecar, List<String> replaced) {
        ArrayNode dependencies = container.withArray("dependsOn");
        List<JsonNode> kept = new ArrayList<>();
        dependencies.forEach(kept::add);
        kept.removeIf(dependency -> {
            String on = dependency.path("containerName").asText();
            return on.equals(sidecar) || replaced.contains(on);
        });
        dependencies.removeAll();
        dependencies.addAll(kept);
        dependencies.addObject().put("containerName", sidecar).put("condition", "START");
    }

    private static String name(JsonNode container) {
        return container.path("name").asText();
    }
}
