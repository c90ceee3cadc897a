package io.ecsdrain.localaws.links;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an image is here, where none is pulled: what its container runs if the definition does not say, and what it
 * brings into the environment. {@code {{port:N}}} stands for the port that the task has in the place of N.
 *
 * @param ports variables that name ports of the task, separated by commas: a definition gives N, the process has to see
 *     the task's own
 */
public record LocalImage(List<String> command, Map<String, String> environment, Set<String> ports) {

    public LocalImage {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        ports = Set.copyOf(ports);
    }

    public LocalImage(List<String> command, Map<String, String> environment) {
        this(command, environment, Set.of());
    }
}
