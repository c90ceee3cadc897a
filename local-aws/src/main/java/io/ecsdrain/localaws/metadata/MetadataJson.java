package io.ecsdrain.localaws.metadata;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.ecs.TaskView.ContainerView;

/** The JSON of task metadata v4, members upper camel, as the agent writes it. */
final class MetadataJson {

    ObjectNode task(TaskView task, boolean tags) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("Cluster", task.clusterArn());
        json.put("TaskARN", task.arn());
        json.put("Family", task.family());
        json.put("Revision", String.valueOf(task.revision()));
        json.put("ServiceName", task.serviceName());
        json.put("DesiredStatus", task.desiredStatus());
        json.put("KnownStatus", known(task.lastStatus()));
        json.put("LaunchType", task.launchType() == null ? "FARGATE" : task.launchType());
        task.containers().forEach(each -> json.withArray("Containers").add(container(task, each)));
        if (tags) {
            ObjectNode taskTags = json.putObject("TaskTags");
            task.tags().forEach(taskTags::put);
        }
        return json;
    }

    ObjectNode container(TaskView task, ContainerView container) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("DockerId", task.id() + "-" + container.name());
        json.put("Name", container.name());
        json.put("DockerName", container.name());
        json.put("Image", container.image());
        ObjectNode labels = json.putObject("Labels");
        labels.put("com.amazonaws.ecs.cluster", task.clusterArn());
        labels.put("com.amazonaws.ecs.container-name", container.name());
        labels.put("com.amazonaws.ecs.task-arn", task.arn());
        labels.put("com.amazonaws.ecs.task-definition-family", task.family());
        labels.put("com.amazonaws.ecs.task-definition-version", String.valueOf(task.revision()));
        json.put("DesiredStatus", task.desiredStatus());
        json.put("KnownStatus", container.status().equals("PENDING") ? "CREATED" : container.status());
        if (container.exitCode() != null) {
            json.put("ExitCode", container.exitCode());
        }
        json.put("Type", "NORMAL");
        json.put("ContainerARN", container.arn());
        if (!container.logOptions().isEmpty()) {
            json.put("LogDriver", "awslogs");
            ObjectNode options = json.putObject("LogOptions");
            container.logOptions().forEach(options::put);
        }
        if (task.ip() != null) {
            ObjectNode network = json.putArray("Networks").addObject();
            network.put("NetworkMode", "awsvpc");
            network.putArray("IPv4Addresses").add(task.ip());
        }
        return json;
    }

    /** The agent has fewer words than the scheduler. */
    private static String known(String lastStatus) {
        return switch (lastStatus) {
            case "PROVISIONING", "PENDING" -> "NONE";
            case "ACTIVATING" -> "CREATED";
            case "STOPPED", "DEPROVISIONING" -> "STOPPED";
            default -> "RUNNING";
        };
    }
}
