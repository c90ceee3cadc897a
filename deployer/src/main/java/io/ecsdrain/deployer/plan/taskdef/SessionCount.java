package io.ecsdrain.deployer.plan.taskdef;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** By what the sidecar of a task counts sessions: by connections, unless the definition says another way. */
final class SessionCount {

    /** As the value of the request: the sidecar counts no connections. */
    static final String NONE = "none";

    private static final String PORTS = "DRAIN_BUSY_PORTS";
    private static final String REQUIRE = "DRAIN_REQUIRE_BUSY";

    /** One of these is a choice that stands: exact reports must not become worse. */
    private static final Set<String> CHOICES = Set.of(PORTS, "DRAIN_BUSY_URL", REQUIRE);

    private SessionCount() {}

    /**
     * Gives {@code sidecar} its variables, and says so.
     *
     * @param wanted ports separated by commas, or {@link #NONE}; empty for those of the app, unless the sidecar has a
     *     choice already
     * @param others the other containers
     * @param isReplaced whether {@code sidecar} takes the place of an earlier one, whose choice stands
     * @return a remark for the person who asked; empty if there is nothing to say
     */
    static Optional<String> choose(
            ObjectNode sidecar, Optional<String> wanted, List<JsonNode> others, boolean isReplaced) {
        if (wanted.isPresent()) {
            remove(sidecar, PORTS);
            wanted.filter(ports -> !ports.equals(NONE)).ifPresent(ports -> add(sidecar, PORTS, ports));
            return Optional.empty();
        }
        if (isChosen(sidecar)) {
            return Optional.empty();
        }
        if (isReplaced) {
            return Optional.of(
                    "the sidecar that was there counts no sessions by itself; --busy-ports lets it count connections");
        }
        String ports = ports(others);
        if (ports.isEmpty()) {
            add(sidecar, REQUIRE, "true");
            return Optional.of(
                    "no container maps a TCP port, so a task is not ready before the app reports its sessions ("
                            + REQUIRE + "=true); --busy-ports names ports whose connections are sessions");
        }
        add(sidecar, PORTS, ports);
        return Optional.of("each lasting connection to port " + ports + " counts as a session (" + PORTS
                + "); --busy-ports names other ports, or none for an app that reports its sessions");
    }

    /** The TCP ports of the container that serves, which is the first that maps one. */
    private static String ports(List<JsonNode> others) {
        return others.stream()
                .map(container -> tcp(container).map(String::valueOf).collect(Collectors.joining(",")))
                .filter(ports -> !ports.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Stream<Integer> tcp(JsonNode container) {
        return StreamSupport.stream(container.path("portMappings").spliterator(), false)
                .filter(mapping -> mapping.path("protocol").asText("tcp").equals("tcp"))
                .map(mapping -> mapping.path("containerPort").asInt())
                .filter(port -> port > 0)
                .distinct();
    }

    private static boolean isChosen(ObjectNode sidecar) {
        return CHOICES.stream()
                .anyMatch(name -> TaskDefinitions.variable(sidecar, name).isPresent());
    }

    private static void remove(ObjectNode sidecar, String name) {
        Iterator<JsonNode> variables = sidecar.path("environment").iterator();
        while (variables.hasNext()) {
            if (variables.next().path("name").asText().equals(name)) {
                variables.remove();
            }
        }
    }

    private static void add(ObjectNode sidecar, String name, String value) {
        ArrayNode environment = sidecar.withArray("environment");
        environment.addObject().put("name", name).put("value", value);
    }
}
