package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.TaskRuntime.ContainerRun;
import io.ecsdrain.localaws.ecs.TaskRuntime.RunningTask;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One task. Changed by {@link TaskLifecycle} only. */
final class TaskState {

    final String id;
    final String arn;
    final ServiceState service;
    final DeploymentState deployment;
    final DefinitionState definition;
    final Instant createdAt;
    final TagSet tags = new TagSet();

    /** Container name to the last part of its ARN. */
    final Map<String, String> containerIds = new LinkedHashMap<>();

    TaskStatus status = TaskStatus.PROVISIONING;
    boolean shouldRun = true;
    Instant since;
    RunningTask run;
    boolean registered;
    StopCause cause;
    Instant pulledAt;
    Instant startedAt;
    Instant stoppingAt;
    Instant executionStoppedAt;
    Instant stoppedAt;
    long version = 1;

    /** Until when it is protected from scale-in; null if it is not. */
    Instant protectedUntil;

    TaskState(String id, String arn, ServiceState service, DeploymentState deployment, Instant createdAt) {
        this.id = id;
        this.arn = arn;
        this.service = service;
        this.deployment = deployment;
        this.definition = deployment.definition;
        this.createdAt = createdAt;
        this.since = createdAt;
    }

    String desiredStatus() {
        return shouldRun ? "RUNNING" : "STOPPED";
    }

    void move(TaskStatus next, Instant now) {
        status = next;
        since = now;
        version++;
    }

    boolean isProtected(Instant now) {
        return protectedUntil != null && now.isBefore(protectedUntil);
    }

    /** Starting, and meant to run. */
    boolean pending() {
        return shouldRun && status.before(TaskStatus.RUNNING);
    }

    boolean stopped() {
        return status == TaskStatus.STOPPED;
    }

    /** What the runtime says of each container; empty before the start. */
    List<ContainerRun> containers() {
        return run == null ? List.of() : run.containers();
    }
}
