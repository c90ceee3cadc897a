package io.ecsdrain.deployer.plan.taskdef;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task definition as people have it in a file: what {@code aws ecs register-task-definition --cli-input-json} takes,
 * or what {@code aws ecs describe-task-definition} prints, with or without the wrapper around it. Members that are null
 * count as absent.
 *
 * @param definition what RegisterTaskDefinition takes of it
 * @param leftOut names of the members that AWS adds on describe and refuses on register, in the file's order
 * @param problems what has the wrong type, one line each: path, value and what would be right; {@code definition} is
 *     not to be used then
 */
public record TaskDefinitionInput(ObjectNode definition, List<String> leftOut, List<String> problems) {

    /**
     * What DescribeTaskDefinition answers beyond RegisterTaskDefinition's members (ECS API reference, both shapes
     * compared).
     */
    private static final Set<String> READ_ONLY = Set.of(
            "taskDefinitionArn",
            "revision",
            "status",
            "requiresAttributes",
            "compatibilities",
            "registeredAt",
            "registeredBy",
            "deregisteredAt",
            "deleteRequestedAt");

    private static final List<String> LISTS = List.of(
            "environment", "secrets", "dependsOn", "portMappings", "mountPoints", "volumesFrom", "environmentFiles");
    private static final List<String> TEXTS = List.of("name", "image");
    private static final int SHOWN = 80;

    public TaskDefinitionInput {
        leftOut = List.copyOf(leftOut);
        problems = List.copyOf(problems);
    }

    public static TaskDefinitionInput of(JsonNode file) {
        ObjectNode definition = unwrapped(file);
        dropNulls(definition);
        List<String> leftOut = new ArrayList<>();
        definition.properties().stream()
                .map(Map.Entry::getKey)
                .filter(READ_ONLY::contains)
                .forEach(leftOut::add);
        definition.remove(leftOut);
        return new TaskDefinitionInput(definition, leftOut, problems(definition));
    }

    /** Tags stand beside the definition on describe and inside it on register. */
    private static ObjectNode unwrapped(JsonNode file) {
        if (!(file.path("taskDefinition") instanceof ObjectNode inner)) {
            return file.deepCopy();
        }
        ObjectNode definition = inner.deepCopy();
        Optional.of(file.path("tags"))
                .filter(tags -> !tags.isEmpty() && !definition.has("tags"))
                .ifPresent(tags -> definition.set("tags", tags.deepCopy()));
        return definition;
    }

    private static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(TaskDefinitionInput::dropNulls);
    }

    private static List<String> problems(ObjectNode definition) {
        List<String> problems = new ArrayList<>();
        JsonNode containers = definition.path("containerDefinitions");
        if (containers.isMissingNode() || containers.isArray() && containers.isEmpty()) {
            problems.add("containerDefinitions is missing or empty; it must list at least the app's container");
        } else if (!containers.isArray()) {
            problems.add(wrong("containerDefinitions", containers, "a list of objects"));
        } else {
            for (int index = 0; index < containers.size(); index++) {
                container(containers.get(index), "containerDefinitions[" + index + "]", problems);
            }
        }
        for (String name : List.of("family", "networkMode", "cpu", "memory")) {
            JsonNode value = definition.path(name);
            if (!value.isMissingNode() && !value.isTextual()) {
                problems.add(wrong(name, value, "a string"));
            }
        }
        return problems;
    }

    private static void container(JsonNode container, String path, List<String> problems) {
        if (!container.isObject()) {
            problems.add(wrong(path, container, "an object"));
            return;
        }
        for (String name : TEXTS) {
            JsonNode value = container.path(name);
            if (!value.isMissingNode() && !value.isTextual()) {
                problems.add(wrong(path + "." + name, value, "a string"));
            }
        }
        for (String name : LISTS) {
            list(container.path(name), path + "." + name, problems);
        }
        for (JsonNode variable : container.path("environment")) {
            JsonNode value = variable.path("value");
            if (!value.isMissingNode() && !value.isTextual()) {
                problems.add(wrong(
                        path + ".environment[" + variable.path("name").asText() + "].value",
                        value,
                        "a string, in quotes"));
            }
        }
        JsonNode logs = container.path("logConfiguration");
        if (!logs.isMissingNode() && !logs.isObject()) {
            problems.add(wrong(path + ".logConfiguration", logs, "an object with logDriver and options"));
        } else if (!logs.path("options").isMissingNode()
                && !logs.path("options").isObject()) {
            problems.add(wrong(path + ".logConfiguration.options", logs.path("options"), "an object of strings"));
        }
    }

    private static void list(JsonNode value, String path, List<String> problems) {
        if (value.isMissingNode()) {
            return;
        }
        if (!value.isArray()) {
            problems.add(wrong(path, value, "a list of objects"));
            return;
        }
        for (int index = 0; index < value.size(); index++) {
            if (!value.get(index).isObject()) {
                problems.add(wrong(path + "[" + index + "]", value.get(index), "an object"));
            }
        }
    }

    private static String wrong(String path, JsonNode value, String right) {
        String shown = value.toString();
        return path + " is " + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "..." : shown) + "; it must be "
                + right;
    }
}
