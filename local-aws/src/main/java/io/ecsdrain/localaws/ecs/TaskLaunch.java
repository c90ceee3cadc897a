package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import java.util.List;

/** What a runtime needs to know of a task. {@code taskRoleArn} may be null. */
public record TaskLaunch(
        String taskId,
        String taskArn,
        String family,
        int revision,
        String taskRoleArn,
        List<ContainerDefinition> containers) {}
