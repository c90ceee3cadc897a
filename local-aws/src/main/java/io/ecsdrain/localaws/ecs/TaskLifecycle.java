package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.TaskRuntime.Phase;
import io.ecsdrain.localaws.ecs.TaskRuntime.StartFailure;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Moves a task along its life, one status a tick at most. */
final class TaskLifecycle {

    /** After so many failures in a row the service says so; AWS gives no number. */
    private static final int UNABLE = 3;

    private final EcsContext context;
    private final TaskTargets targets;

    TaskLifecycle(EcsContext context, TaskTargets targets) {
        this.context = context;
        this.targets = targets;
    }

    void advance(TaskState task, Instant now) {
        if (task.run != null && !task.stopped()) {
            task.run.tick(now);
        }
        switch (task.status) {
            case PROVISIONING -> after(context.timings().provisioning(), task, TaskStatus.PENDING, now);
            case PENDING -> startWhenDue(task, now);
            case ACTIVATING -> activate(task, now);
            case RUNNING -> stopIfEssentialExited(task, now);
            case DEACTIVATING -> deactivate(task, now);
            case STOPPING -> deprovisionWhenEnded(task, now);
            case DEPROVISIONING -> finishWhenDue(task, now);
            case STOPPED -> {}
        }
    }

    /** Begins the stop sequence. A task already on its way only goes on faster, if the new cause does not wait. */
    void stop(TaskState task, StopCause cause, Instant now) {
        if (task.stopped()) {
            return;
        }
        if (!task.shouldRun) {
            if (task.status == TaskStatus.DEACTIVATING && !cause.deregisterFirst()) {
                beginStopping(task, now);
            }
            return;
        }
        task.shouldRun = false;
        task.cause = cause;
        if (task.run == null) {
            task.stoppingAt = now;
            task.move(TaskStatus.DEPROVISIONING, now);
            return;
        }
        boolean draining = task.registered && cause.deregisterFirst();
        targets.deregister(task, now);
        if (draining) {
            task.move(TaskStatus.DEACTIVATING, now);
        } else {
            beginStopping(task, now);
        }
    }

    private boolean due(TaskState task, Duration delay, Instant now) {
        return !now.isBefore(task.since.plus(delay));
    }

    private void after(Duration delay, TaskState task, TaskStatus next, Instant now) {
        if (due(task, delay, now)) {
            task.move(next, now);
        }
    }

    private void startWhenDue(TaskState task, Instant now) {
        if (!due(task, context.timings().pending(), now)) {
            return;
        }
        task.pulledAt = now;
        try {
            task.run = context.runtime().start(launch(task), now);
            task.move(TaskStatus.ACTIVATING, now);
        } catch (StartFailure failure) {
            stop(task, StopCause.failedToStart(failure.getMessage()), now);
            countFailure(task, now);
        }
    }

    private TaskLaunch launch(TaskState task) {
        DefinitionState definition = task.definition;
        return new TaskLaunch(
                task.id,
                task.arn,
                definition.registered.family(),
                definition.revision,
                definition.registered.taskRoleArn(),
                definition.containers());
    }

    private void activate(TaskState task, Instant now) {
        if (stopIfEssentialExited(task, now)) {
            countFailure(task, now);
            return;
        }
        if (task.containers().stream().anyMatch(each -> each.phase() == Phase.PENDING)) {
            return;
        }
        targets.register(task, now);
        task.startedAt = now;
        task.move(TaskStatus.RUNNING, now);
        task.service.failuresInARow = 0;
    }

    private void countFailure(TaskState task, Instant now) {
        ServiceState service = task.service;
        task.deployment.failedTasks++;
        service.failuresInARow = Math.min(service.failuresInARow + 1, 6);
        Duration pause = context.timings().retryAfterFailure().multipliedBy(1L << service.failuresInARow - 1);
        service.noLaunchBefore = now.plus(pause);
        if (service.failuresInARow == UNABLE) {
            service.say(context, now, "is unable to consistently start tasks successfully.");
        }
    }

    private boolean stopIfEssentialExited(TaskState task, Instant now) {
        Set<String> stopped = task.containers().stream()
                .filter(each -> each.phase() == Phase.STOPPED)
                .map(TaskRuntime.ContainerRun::name)
                .collect(Collectors.toSet());
        if (stopped.isEmpty()) {
            return false;
        }
        boolean exited = task.definition.containers().stream()
                .filter(each -> !Boolean.FALSE.equals(each.essential()))
                .map(ContainerDefinition::name)
                .anyMatch(stopped::contains);
        if (exited) {
            stop(task, StopCause.essentialExit(), now);
        }
        return exited;
    }

    private void deactivate(TaskState task, Instant now) {
        if (!stopIfEssentialExited(task, now) && targets.unused(task)) {
            beginStopping(task, now);
        }
    }

    private void beginStopping(TaskState task, Instant now) {
        task.stoppingAt = now;
        task.run.beginStop(now);
        task.move(TaskStatus.STOPPING, now);
    }

    private void deprovisionWhenEnded(TaskState task, Instant now) {
        if (task.run.ended()) {
            task.executionStoppedAt = now;
            task.move(TaskStatus.DEPROVISIONING, now);
        }
    }

    private void finishWhenDue(TaskState task, Instant now) {
        if (due(task, context.timings().deprovisioning(), now)) {
            task.stoppedAt = now;
            task.move(TaskStatus.STOPPED, now);
        }
    }
}
