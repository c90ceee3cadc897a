package io.ecsdrain.localaws.links;

import java.util.List;
import java.util.Map;

/**
 * What an image is here, where none is pulled: what its container runs if the definition does not say, and what it brings into
 * the environment. {@code {{port:N}}} stands for the port that the task has in the place of N.
 */
public record LocalImage(List<String> command, Map<String, String> environment) {

    public LocalImage {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
