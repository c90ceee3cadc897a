package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.TaskIds;
import io.ecsdrain.inventory.aws.Batches;
import io.ecsdrain.inventory.model.Observed;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ecs.EcsClient;

/** Reads which tasks are protected from scale-in. */
public final class ProtectionReader {

    /** GetTaskProtection takes no more than a hundred tasks (AWS, ECS API reference). */
    private static final int BATCH = 100;

    private final EcsClient ecs;

    public ProtectionReader(EcsClient ecs) {
        this.ecs = ecs;
    }

    /** The ids of those of {@code taskArns} that are protected; a task that is gone is not. */
    public Observed<Set<String>> of(String cluster, Collection<String> taskArns) {
        return Reading.observed(() -> {
            Set<String> found = new HashSet<>();
            for (List<String> batch : Batches.of(List.copyOf(taskArns), BATCH)) {
                Reading.call(
                                "GetTaskProtection",
                                () -> ecs.getTaskProtection(
                                        get -> get.cluster(cluster).tasks(batch)))
                        .protectedTasks()
                        .stream()
                        .filter(task -> Boolean.TRUE.equals(task.protectionEnabled()))
                        .map(task -> TaskIds.fromArn(task.taskArn()))
                        .forEach(found::add);
            }
            return found;
        });
    }
}
