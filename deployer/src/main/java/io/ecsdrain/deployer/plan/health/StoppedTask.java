package io.ecsdrain.deployer.plan.health;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A task that ended while its deployment was to become healthy, as DescribeTasks shows it.
 *
 * @param why stoppedReason, or stopCode where there is none; may be empty
 */
public record StoppedTask(String taskId, String why, List<Exit> exits) {

    /**
     * How one of its containers ended.
     *
     * @param code absent if it never ran
     * @param reason such as {@code OutOfMemoryError: Container killed due to memory usage}; may be empty
     */
    public record Exit(String container, Optional<Integer> code, String reason) {

        private boolean says() {
            return code.filter(exit -> exit != 0).isPresent() || !reason.isEmpty();
        }

        private String phrase() {
            return container
                    + code.map(exit -> " exited with " + exit).orElse(" did not run")
                    + (reason.isEmpty() ? "" : ", " + reason);
        }
    }

    public StoppedTask {
        exits = List.copyOf(exits);
    }

    /** The same for tasks that ended in the same way: reason, and each container that did not just end with 0. */
    String cause() {
        String containers = exits.stream().filter(Exit::says).map(Exit::phrase).collect(Collectors.joining("; "));
        String reason = why.isEmpty() ? "no reason given" : why;
        return containers.isEmpty() ? reason : reason + " (" + containers + ")";
    }
}
