package io.ecsdrain.deployer.plan.taskdef;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A sidecar that is in a task definition already, told apart from a container that merely has its name. */
final class KnownSidecar {

    private static final String REPOSITORY = "ecs-drain-sidecar";
    private static final String USER = "65532:65532";

    private KnownSidecar() {}

    /**
     * Whether {@code container} is one: its image is of our repository or of {@code image}'s, or it has the fragment's
     * name and user, which an image of any name leaves as they are.
     */
    static boolean is(JsonNode container, String name, Optional<String> image) {
        String repository = repository(container.path("image").asText());
        return repository.substring(repository.lastIndexOf('/') + 1).equals(REPOSITORY)
                || image.filter(wanted -> repository(wanted).equals(repository)).isPresent()
                || container.path("name").asText().equals(name)
                        && container.path("user").asText().equals(USER);
    }

    /** An image's name without tag and digest. */
    private static String repository(String image) {
        String name = image.split("@", 2)[0];
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }

    /**
     * What a person may have set on the earlier one stays: variables of the sidecar, where it logs, and the image
     * unless given.
     */
    static void keep(JsonNode earlier, ObjectNode sidecar, Optional<String> image) {
        if (image.isEmpty()) {
            sidecar.set("image", earlier.path("image").deepCopy());
        }
        if (earlier.path("logConfiguration").isObject()) {
            sidecar.set("logConfiguration", earlier.path("logConfiguration").deepCopy());
        }
        ArrayNode environment = sidecar.withArray("environment");
        for (JsonNode variable : earlier.path("environment")) {
            String name = variable.path("name").asText();
            if (name.startsWith("DRAIN_") && !name.equals("DRAIN_PARAM")) {
                environment.add(variable.deepCopy());
            }
        }
    }
}
