package io.ecsdrain.localaws.ecs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Makes new tasks for a service's PRIMARY deployment. */
final class TaskLauncher {

    private final EcsContext context;

    TaskLauncher(EcsContext context) {
        this.context = context;
    }

    void launch(ServiceState service, int count, Instant now) {
        List<TaskState> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(launchOne(service, now));
        }
        service.steady = false;
        service.say(context, now, "has started " + count + " tasks:" + named(started) + ".");
    }

    private TaskState launchOne(ServiceState service, Instant now) {
        String id = context.hex(32);
        String arn = context.arn("task/" + service.cluster.name + "/" + id);
        TaskState task = new TaskState(id, arn, service, service.primary(), now);
        task.definition.containers().forEach(each -> task.containerIds.put(each.name(), context.uuid()));
        tag(task);
        service.cluster.add(task);
        return task;
    }

    /** Tags are propagated at the launch only: tagging the service later does not reach its tasks. */
    private static void tag(TaskState task) {
        ServiceState service = task.service;
        switch (service.settings.propagateTags()) {
            case "SERVICE" -> task.tags.merge(service.tags.list());
            case "TASK_DEFINITION" -> task.tags.merge(task.definition.tags.list());
            default -> {}
        }
        if (service.settings.enableEcsManagedTags()) {
            task.tags.putManaged("aws:ecs:clusterName", service.cluster.name);
            task.tags.putManaged("aws:ecs:serviceName", service.name);
        }
    }

    /** As events name tasks. */
    static String named(Collection<TaskState> tasks) {
        return tasks.stream().map(task -> " (task " + task.id + ")").collect(Collectors.joining());
    }
}
