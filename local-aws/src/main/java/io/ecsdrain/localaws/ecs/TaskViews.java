package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.TaskView.ContainerView;
import io.ecsdrain.localaws.ecs.shapes.Answers.Container;
import io.ecsdrain.localaws.ecs.shapes.Answers.Task;
import io.ecsdrain.localaws.ecs.shapes.Common.Tag;
import io.ecsdrain.localaws.ecs.shapes.Services.LoadBalancer;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes {@link TaskView}s. */
final class TaskViews {

    private TaskViews() {}

    static TaskView of(TaskState task, String region) {
        Task described = TaskAnswers.describe(task, region, true);
        Map<String, Integer> targets = new LinkedHashMap<>();
        if (task.run != null) {
            for (LoadBalancer each : task.deployment.settings.loadBalancers()) {
                targets.put(each.targetGroupArn(), task.run.portFor(each.containerPort()));
            }
        }
        return new TaskView(
                task.id,
                task.arn,
                task.service.cluster.arn,
                task.service.name,
                task.definition.registered.family(),
                task.definition.revision,
                described.launchType(),
                described.desiredStatus(),
                described.lastStatus(),
                task.run == null ? null : task.run.ip(),
                targets,
                containers(task, described.containers()),
                described.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)),
                task.startedAt,
                task.stoppedAt,
                task.protectedUntil,
                task.definition.registered.taskRoleArn());
    }

    private static List<ContainerView> containers(TaskState task, List<Container> described) {
        List<ContainerView> views = new ArrayList<>();
        List<ContainerDefinition> definitions = task.definition.containers();
        for (int i = 0; i < definitions.size(); i++) {
            ContainerDefinition definition = definitions.get(i);
            Container container = described.get(i);
            Map<String, String> options = definition.logConfiguration() == null
                            || definition.logConfiguration().options() == null
                    ? Map.of()
                    : definition.logConfiguration().options();
            views.add(new ContainerView(
                    container.name(),
                    container.image(),
                    container.containerArn(),
                    container.lastStatus(),
                    container.exitCode(),
                    options));
        }
        return views;
    }
}
