package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.TaskRuntime.ContainerRun;
import io.ecsdrain.localaws.ecs.shapes.Answers.Attachment;
import io.ecsdrain.localaws.ecs.shapes.Answers.Container;
import io.ecsdrain.localaws.ecs.shapes.Answers.NetworkInterface;
import io.ecsdrain.localaws.ecs.shapes.Answers.Task;
import io.ecsdrain.localaws.ecs.shapes.Common.KeyValuePair;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.RegisterTaskDefinitionInput;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Describes tasks. */
final class TaskAnswers {

    private TaskAnswers() {}

    static Task describe(TaskState task, String region, boolean tags) {
        RegisterTaskDefinitionInput definition = task.definition.registered;
        ServiceSettings settings = task.deployment.settings;
        return new Task(
                attachments(task),
                region + "a",
                task.service.cluster.arn,
                task.run == null ? null : "CONNECTED",
                task.pulledAt,
                containers(task),
                definition.cpu(),
                task.createdAt,
                task.desiredStatus(),
                settings.enableExecuteCommand(),
                task.executionStoppedAt,
                "service:" + task.service.name,
                "UNKNOWN",
                task.status.name(),
                settings.launchType(),
                definition.memory(),
                "1.4.0",
                "Linux",
                task.pulledAt,
                task.pulledAt,
                task.startedAt,
                task.deployment.id,
                task.cause == null ? null : task.cause.code(),
                task.stoppedAt,
                task.cause == null ? null : task.cause.reason(),
                task.stoppingAt,
                tags ? task.tags.list() : List.of(),
                task.arn,
                task.definition.arn,
                task.version);
    }

    private static List<Attachment> attachments(TaskState task) {
        if (task.run == null) {
            return List.of();
        }
        String status = task.stopped() ? "DELETED" : "ATTACHED";
        List<KeyValuePair> details = List.of(new KeyValuePair("privateIPv4Address", task.run.ip()));
        return List.of(new Attachment("eni-" + task.id.substring(0, 17), "ElasticNetworkInterface", status, details));
    }

    private static List<Container> containers(TaskState task) {
        Map<String, ContainerRun> runs =
                task.containers().stream().collect(Collectors.toMap(ContainerRun::name, Function.identity()));
        return task.definition.containers().stream()
                .map(each -> container(task, each, runs.get(each.name())))
                .toList();
    }

    private static Container container(TaskState task, ContainerDefinition definition, ContainerRun run) {
        String arn = task.arn.replace(":task/", ":container/") + "/" + task.containerIds.get(definition.name());
        return new Container(
                arn,
                task.arn,
                definition.name(),
                definition.image(),
                run == null ? null : task.id + "-" + definition.name(),
                status(task, run),
                run == null ? null : run.exitCode(),
                null,
                run == null
                        ? List.of()
                        : List.of(new NetworkInterface("eni-" + task.id.substring(0, 17), task.run.ip())),
                "UNKNOWN",
                definition.cpu() == null ? "0" : definition.cpu().toString(),
                definition.memory() == null ? null : definition.memory().toString());
    }

    private static String status(TaskState task, ContainerRun run) {
        if (run == null) {
            return task.stopped() ? "STOPPED" : "PENDING";
        }
        return run.phase().name();
    }
}
