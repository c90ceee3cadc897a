package io.ecsdrain.localaws.ecs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One cluster with all that is in it. Services and tasks are kept, stopped or INACTIVE, until the scheduler purges
 * them.
 */
final class ClusterState {

    static final String ACTIVE = "ACTIVE";
    static final String INACTIVE = "INACTIVE";

    final String name;
    final String arn;
    final TagSet tags;
    String status = ACTIVE;

    /** By name: an INACTIVE service's name may be taken again, which replaces its record. */
    final Map<String, ServiceState> services = new LinkedHashMap<>();

    final Map<String, TaskState> tasks = new LinkedHashMap<>();

    ClusterState(String name, String arn, TagSet tags) {
        this.name = name;
        this.arn = arn;
        this.tags = tags;
    }

    /** A service by name or ARN, whatever its status. An ARN of another cluster finds nothing. */
    Optional<ServiceState> service(String nameOrArn) {
        ServiceState found = services.get(lastPart(nameOrArn));
        boolean fits = found != null && (!nameOrArn.startsWith("arn:") || found.arn.equals(nameOrArn));
        return fits ? Optional.of(found) : Optional.empty();
    }

    /** A task by id or ARN. */
    Optional<TaskState> task(String idOrArn) {
        TaskState found = tasks.get(lastPart(idOrArn));
        boolean fits = found != null && (!idOrArn.startsWith("arn:") || found.arn.equals(idOrArn));
        return fits ? Optional.of(found) : Optional.empty();
    }

    Stream<TaskState> tasksOf(ServiceState service) {
        return service.tasks.stream();
    }

    void add(TaskState task) {
        tasks.put(task.id, task);
        task.service.tasks.add(task);
    }

    void removeTasks(Predicate<TaskState> which) {
        tasks.values().removeIf(task -> which.test(task) && task.service.tasks.remove(task));
    }

    static String lastPart(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }
}
