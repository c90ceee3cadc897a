package io.ecsdrain.deployer.plan.taskdef;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecsdrain.contract.DeploymentKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Task definitions as JSON: what is wrong with one, the deployment written into it, the sidecar added to it. */
public final class TaskDefinitions {

    private static final Set<String> VARIABLES = Set.of("DEPLOYMENT_NAME", "DEPLOYMENT_ID", "DRAIN_PARAM");

    private TaskDefinitions() {}

    /**
     * Whether a container is most likely the sidecar: named as the fragments name it, or of an image that is called so.
     */
    public static boolean isSidecar(String name, String image) {
        return name.equals("drain") || image.contains("ecs-drain-sidecar");
    }

    /** The variables by which a container knows which deployment it belongs to. */
    public static Map<String, String> variables(DeploymentKey key) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("DEPLOYMENT_NAME", key.name());
        variables.put("DEPLOYMENT_ID", key.id());
        variables.put("DRAIN_PARAM", key.stateParameter());
        return variables;
    }

    /**
     * What makes {@code document} unfit for {@code key}'s service behind a load balancer; sentences, empty if nothing.
     */
    public static List<String> problems(JsonNode document, DeploymentKey key, String container, int port) {
        List<String> problems = new ArrayList<>();
        if (document.path("family").asText("").isBlank()) {
            problems.add("the task definition has no family");
        }
        Optional<JsonNode> target = container(document, container);
        if (target.isEmpty()) {
            problems.add("the task definition has no container '" + container + "', it has " + names(document));
        } else if (!exposes(target.get(), port)) {
            problems.add("container '" + container + "' has no port mapping for containerPort " + port);
        }
        if (!document.path("networkMode").asText("").equals("awsvpc")) {
            problems.add(
                    "the task definition's networkMode must be awsvpc: elsewhere containers do not share localhost");
        }
        for (JsonNode each : document.path("containerDefinitions")) {
            problems.addAll(contradictions(each, key));
            problems.addAll(secretsInTheWay(each));
        }
        return problems;
    }

    /** A copied id would make the sidecar listen to another deployment's state. */
    private static List<String> contradictions(JsonNode container, DeploymentKey key) {
        List<String> found = new ArrayList<>();
        Map<String, String> wanted = variables(key);
        for (JsonNode variable : container.path("environment")) {
            String name = variable.path("name").asText();
            String value = variable.path("value").asText();
            if (wanted.containsKey(name) && !wanted.get(name).equals(value)) {
                found.add("container '" + container.path("name").asText() + "' has " + name + "='" + value
                        + "', but this deployment's is '" + wanted.get(name) + "' (leave it out: deploy writes it)");
            }
        }
        return found;
    }

    /**
     * A copy of {@code document} in which every container has the deployment's variables; what is there stays as it is.
     */
    public static ObjectNode withDeployment(JsonNode document, DeploymentKey key) {
        ObjectNode copy = document.deepCopy();
        for (JsonNode container : copy.path("containerDefinitions")) {
            ArrayNode environment = ((ObjectNode) container).withArray("environment");
            variables(key).forEach((name, value) -> {
                if (variable(container, name).isEmpty()) {
                    environment.addObject().put("name", name).put("value", value);
                }
            });
        }
        return copy;
    }

    /**
     * A copy of {@code document} in which every container has this deployment's variables, whatever they said before.
     */
    static ObjectNode ofDeployment(JsonNode document, DeploymentKey key) {
        ObjectNode copy = document.deepCopy();
        for (JsonNode container : copy.path("containerDefinitions")) {
            Iterator<JsonNode> environment = container.path("environment").iterator();
            while (environment.hasNext()) {
                if (variables(key).containsKey(environment.next().path("name").asText())) {
                    environment.remove();
                }
            }
        }
        return withDeployment(copy, key);
    }

    /** ECS refuses a secret and a variable of one name, and a secret cannot be known to hold this deployment's id. */
    static List<String> secretsInTheWay(JsonNode container) {
        List<String> found = new ArrayList<>();
        for (JsonNode secret : container.path("secrets")) {
            String name = secret.path("name").asText();
            if (VARIABLES.contains(name)) {
                found.add("container '" + container.path("name").asText() + "' has a secret " + name
                        + "; it must be left out: each deployment gets a variable of that name");
            }
        }
        return found;
    }

    /** What a container's environment says of {@code name}; empty if it has no such variable. */
    static Optional<String> variable(JsonNode container, String name) {
        for (JsonNode variable : container.path("environment")) {
            if (variable.path("name").asText().equals(name)) {
                return Optional.of(variable.path("value").asText());
            }
        }
        return Optional.empty();
    }

    static Optional<JsonNode> container(JsonNode document, String name) {
        for (JsonNode container : document.path("containerDefinitions")) {
            if (container.path("name").asText().equals(name)) {
                return Optional.of(container);
            }
        }
        return Optional.empty();
    }

    private static boolean exposes(JsonNode container, int port) {
        for (JsonNode mapping : container.path("portMappings")) {
            if (mapping.path("containerPort").asInt() == port) {
                return true;
            }
        }
        return false;
    }

    private static String names(JsonNode document) {
        List<String> names = new ArrayList<>();
        document.path("containerDefinitions")
                .forEach(each -> names.add(each.path("name").asText()));
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
