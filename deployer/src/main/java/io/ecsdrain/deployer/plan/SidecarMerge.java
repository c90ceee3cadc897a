package io.ecsdrain.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds the sidecar to a task definition. The sidecar is never essential, for its death must not end sessions; every other
 * container depends on it (START), because ECS stops containers in the reverse order: so the sidecar reports until the app is
 * gone.
 */
public final class SidecarMerge {

    private SidecarMerge() {}

    /**
     * The merged task definition, or why there is none.
     *
     * @param merged empty if anything below is not
     * @param problems what is wrong with the input
     * @param refused the task definition is fine, but it has a sidecar already
     * @param open placeholders that nobody knew a value for
     */
    public record Outcome(
            Optional<ObjectNode> merged, List<String> problems, Optional<String> refused, List<String> open) {

        private static Outcome wrong(List<String> problems) {
            return new Outcome(Optional.empty(), problems, Optional.empty(), List.of());
        }

        private static Outcome refused(String why) {
            return new Outcome(Optional.empty(), List.of(), Optional.of(why), List.of());
        }
    }

    /** @param fragment the sidecar's container definition */
    public static Outcome merge(TaskDefRequest request, JsonNode fragment) {
        JsonNode document = request.document();
        List<String> problems = problems(document);
        if (!problems.isEmpty()) {
            return Outcome.wrong(problems);
        }
        String sidecar = fragment.path("name").asText();
        Optional<String> second = existing(document, sidecar);
        if (second.isPresent()) {
            return Outcome.refused("container '" + second.get() + "' is a sidecar already; one task has one");
        }
        ObjectNode merged = document.deepCopy();
        ArrayNode containers = (ArrayNode) merged.path("containerDefinitions");
        containers.forEach(container -> depend((ObjectNode) container, sidecar));
        ObjectNode added = Fragment.fill(fragment, values(request));
        Fragment.dropOpenVariables(added);
        added.put("essential", false);
        containers.add(added);
        ObjectNode result = request.key()
                .map(key -> TaskDefinitions.withDeployment(merged, key))
                .orElse(merged);
        return new Outcome(Optional.of(result), List.of(), Optional.empty(), List.copyOf(Fragment.open(added)));
    }

    /** Where nothing is said about logs, the sidecar logs where the app does. */
    private static Map<String, String> values(TaskDefRequest request) {
        Map<String, String> values = new HashMap<>();
        for (JsonNode container : request.document().path("containerDefinitions")) {
            JsonNode logs = container.path("logConfiguration");
            if (logs.path("logDriver").asText().equals("awslogs")) {
                values.put(
                        "LOG_GROUP", logs.path("options").path("awslogs-group").asText("<LOG_GROUP>"));
                values.put("REGION", logs.path("options").path("awslogs-region").asText("<REGION>"));
            }
        }
        request.key().ifPresent(key -> {
            values.put("DEPLOYMENT_NAME", key.name());
            values.put("DEPLOYMENT_ID", key.id());
        });
        request.image().ifPresent(image -> values.put("SIDECAR_IMAGE", image));
        request.region().ifPresent(region -> values.put("REGION", region));
        return values;
    }

    private static List<String> problems(JsonNode document) {
        List<String> problems = new ArrayList<>();
        JsonNode containers = document.path("containerDefinitions");
        if (!containers.isArray() || containers.isEmpty()) {
            problems.add("the task definition has no containerDefinitions");
        }
        for (JsonNode container : containers) {
            if (!container.isObject()) {
                problems.add("a member of containerDefinitions is no object: " + container);
            }
        }
        String mode = document.path("networkMode").asText("");
        if (!mode.isEmpty() && !mode.equals("awsvpc")) {
            problems.add("networkMode must be awsvpc, but is '" + mode
                    + "': elsewhere the containers of a task do not share localhost");
        }
        return problems;
    }

    private static Optional<String> existing(JsonNode document, String sidecar) {
        for (JsonNode container : document.path("containerDefinitions")) {
            String name = container.path("name").asText();
            if (name.equals(sidecar) || container.path("image").asText().contains("ecs-drain-sidecar")) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static void depend(ObjectNode container, String sidecar) {
        ArrayNode dependencies = container.withArray("dependsOn");
        for (JsonNode dependency : dependencies) {
            if (dependency.path("containerName").asText().equals(sidecar)) {
                return;
            }
        }
        dependencies.addObject().put("containerName", sidecar).put("condition", "START");
    }
}
