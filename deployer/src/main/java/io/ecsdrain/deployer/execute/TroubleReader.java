package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.TaskIds;
import io.ecsdrain.deployer.plan.health.StoppedTask;
import io.ecsdrain.deployer.plan.health.StoppedTask.Exit;
import io.ecsdrain.deployer.plan.health.Troubles;
import io.ecsdrain.deployer.plan.health.Troubles.Event;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * Asks the load balancer and ECS why a deployment does not become healthy. What cannot be read says nothing: what is
 * waited for is its health, and that is read elsewhere.
 */
final class TroubleReader {

    /** DescribeTasks takes no more. */
    private static final int BATCH = 100;

    private final AwsClients clients;
    private final String cluster;
    private final LiveReader live;
    private final DeploymentKey key;
    private final List<String> groups;
    private final Troubles troubles;
    private final Map<String, StoppedTask> stopped = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Map<String, LogConfiguration>> logging = new HashMap<>();

    TroubleReader(AwsClients clients, String cluster, DeploymentKey key, List<String> groups, Troubles troubles) {
        this.clients = clients;
        this.cluster = cluster;
        this.live = new LiveReader(clients, cluster);
        this.key = key;
        this.groups = groups;
        this.troubles = troubles;
    }

    /** What was not said yet, one line each. */
    List<String> news() {
        List<Target> targets = new ArrayList<>();
        groups.forEach(group -> targets.addAll(live.targets(group).value().orElse(List.of())));
        try {
            readStopped();
            return troubles.news(targets, stopped.values(), events());
        } catch (SdkException unread) {
            return troubles.news(targets, List.of(), List.of());
        }
    }

    private List<Event> events() {
        return clients
                .ecs()
                .describeServices(describe -> describe.cluster(cluster).services(key.serviceName()))
                .services()
                .stream()
                .flatMap(service -> service.events().stream())
                .map(event -> new Event(event.id(), event.createdAt(), event.message()))
                .toList();
    }

    /** Each stopped task is described once; ListTasks shows those of the last hour. */
    private void readStopped() {
        List<String> fresh = clients
                .ecs()
                .listTasks(list ->
                        list.cluster(cluster).serviceName(key.serviceName()).desiredStatus(DesiredStatus.STOPPED))
                .taskArns()
                .stream()
                .filter(arn -> !seen.contains(TaskIds.fromArn(arn)))
                .limit(BATCH)
                .toList();
        if (!fresh.isEmpty()) {
            clients.ecs().describeTasks(describe -> describe.cluster(cluster).tasks(fresh)).tasks().stream()
                    .filter(TroubleReader::isTold)
                    .filter(task -> seen.add(TaskIds.fromArn(task.taskArn())))
                    .filter(task -> troubles.isTrouble(
                            Objects.requireNonNullElse(task.stoppingAt(), Instant.MAX), task.stoppedReason()))
                    .forEach(task -> stopped.put(TaskIds.fromArn(task.taskArn()), view(task, logs(task))));
        }
    }

    /** A container's exit code may come a moment after the task was told to stop; the scheduler's reasons need none. */
    private static boolean isTold(Task task) {
        return task.stoppedAt() != null
                || task.stopCode() == TaskStopCode.SERVICE_SCHEDULER_INITIATED
                || task.containers().stream().anyMatch(container -> container.exitCode() != null);
    }

    /** Where each container of the task writes: awslogs names a stream after prefix, container and task. */
    private Map<String, StoppedTask.Log> logs(Task task) {
        Map<String, StoppedTask.Log> logs = new HashMap<>();
        logging.computeIfAbsent(task.taskDefinitionArn(), this::logging).forEach((container, log) -> {
            String group = log.options().get("awslogs-group");
            String prefix = log.options().get("awslogs-stream-prefix");
            if (log.logDriver() == LogDriver.AWSLOGS && group != null && prefix != null) {
                logs.put(
                        container,
                        new StoppedTask.Log(group, prefix + "/" + container + "/" + TaskIds.fromArn(task.taskArn())));
            }
        });
        return logs;
    }

    private Map<String, LogConfiguration> logging(String taskDefinition) {
        return clients
                .ecs()
                .describeTaskDefinition(describe -> describe.taskDefinition(taskDefinition))
                .taskDefinition()
                .containerDefinitions()
                .stream()
                .filter(container -> container.logConfiguration() != null)
                .collect(Collectors.toMap(ContainerDefinition::name, ContainerDefinition::logConfiguration));
    }

    /** Not where AWS took a Spot task away, or a person stopped it. */
    private static boolean isByItself(Task task) {
        return task.stopCode() == TaskStopCode.ESSENTIAL_CONTAINER_EXITED
                || task.stopCode() == TaskStopCode.TASK_FAILED_TO_START
                || String.valueOf(task.stoppedReason()).contains("health checks");
    }

    private static StoppedTask view(Task task, Map<String, StoppedTask.Log> logs) {
        return new StoppedTask(
                TaskIds.fromArn(task.taskArn()),
                Optional.ofNullable(task.stoppedReason()).orElse(Objects.toString(task.stopCodeAsString(), "")),
                isByItself(task),
                task.containers().stream()
                        .map(container -> new Exit(
                                container.name(),
                                Optional.ofNullable(container.exitCode()),
                                Objects.requireNonNullElse(container.reason(), "")))
                        .toList(),
                logs);
    }
}
