package io.ecsdrain.deployer.plan.health;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A task that ended while its deployment was to become healthy, as DescribeTasks shows it.
 *
 * @param why stoppedReason, or stopCode where there is none; may be empty
 * @param byItself whether it ended by its own doing: it could not start, a container exited, its health checks failed.
 *     The next one of the same deployment will most likely do the same, other than after a stop of a Spot task or by a
 *     person
 * @param logs where its containers write, by container; those with another log driver than awslogs are missing
 */
public record StoppedTask(String taskId, String why, boolean byItself, List<Exit> exits, Map<String, Log> logs) {

    /** A log stream of CloudWatch Logs. */
    public record Log(String group, String stream) {}

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
        logs = Map.copyOf(logs);
    }

    /** The log of the container that failed, if it has one; of any other if none is known to have failed. */
    Optional<Log> log() {
        return exits.stream()
                .filter(Exit::says)
                .findFirst()
                .map(exit -> Optional.ofNullable(logs.get(exit.container())))
                .orElseGet(() -> exits.stream()
                        .map(exit -> logs.get(exit.container()))
                        .filter(Objects::nonNull)
                        .findFirst());
    }

    /** The same for tasks that ended in the same way: reason, and each container that did not just end with 0. */
    String cause() {
        String containers = exits.stream().filter(Exit::says).map(Exit::phrase).collect(Collectors.joining("; "));
        String reason = why.isEmpty() ? "no reason given" : why;
        return containers.isEmpty() ? reason : reason + " (" + containers + ")";
    }
}
