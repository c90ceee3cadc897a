package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Services.LoadBalancer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The service scheduler: keeps as many tasks as desired, replaces unhealthy ones, ends deleted services. */
final class Scheduler {

    private final EcsContext context;
    private final Directory directory;
    private final TaskTargets targets;
    private final TaskLifecycle lifecycle;
    private final TaskLauncher launcher;

    Scheduler(EcsContext context, Directory directory, TaskTargets targets, TaskLifecycle lifecycle) {
        this.context = context;
        this.directory = directory;
        this.targets = targets;
        this.lifecycle = lifecycle;
        this.launcher = new TaskLauncher(context);
    }

    void tick(Instant now) {
        for (ClusterState cluster : directory.clusters()) {
            List.copyOf(cluster.tasks.values()).forEach(task -> lifecycle.advance(task, now));
            List.copyOf(cluster.services.values()).forEach(service -> reconcile(service, now));
            purge(cluster, now);
        }
    }

    /** Brings one service nearer to what is wanted. Called by ticks, and at once after a change. */
    void reconcile(ServiceState service, Instant now) {
        switch (service.status) {
            case ServiceState.ACTIVE -> {
                replaceUnhealthy(service, now);
                scale(service, now);
                retireOlderDeployments(service, now);
                noteRollout(service, now);
            }
            case ServiceState.DRAINING -> drain(service, now);
            default -> {}
        }
    }

    /** Tasks that count as running: DEACTIVATING ones by switch. */
    long running(ServiceState service, DeploymentState deployment) {
        boolean deactivating = context.on(EcsSwitches.RUNNING_COUNT_INCLUDES_DEACTIVATING);
        return service.cluster
                .tasksOf(service)
                .filter(task -> deployment == null || task.deployment == deployment)
                .filter(task ->
                        task.status == TaskStatus.RUNNING || deactivating && task.status == TaskStatus.DEACTIVATING)
                .count();
    }

    long pending(ServiceState service, DeploymentState deployment) {
        return service.cluster
                .tasksOf(service)
                .filter(task -> deployment == null || task.deployment == deployment)
                .filter(TaskState::pending)
                .count();
    }

    private List<TaskState> live(ServiceState service, DeploymentState deployment) {
        return service.cluster
                .tasksOf(service)
                .filter(task -> task.deployment == deployment && task.shouldRun)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private void replaceUnhealthy(ServiceState service, Instant now) {
        Duration grace = Duration.ofSeconds(service.settings.healthCheckGracePeriodSeconds());
        List<TaskState> judged = service.cluster
                .tasksOf(service)
                .filter(task -> task.shouldRun && task.status == TaskStatus.RUNNING)
                .filter(task -> !now.isBefore(task.startedAt.plus(grace)))
                .toList();
        for (TaskState task : judged) {
            targets.unhealthyIn(task).ifPresent(each -> replace(task, each, now));
        }
    }

    private void replace(TaskState task, LoadBalancer balancer, Instant now) {
        String group = balancer.targetGroupArn();
        task.service.say(
                context,
                now,
                "(task " + task.id + ") (port " + balancer.containerPort() + ") is unhealthy in (target-group " + group
                        + ") due to (reason " + targets.description(task, balancer) + ")");
        // "... or if it fails any of its defined health checks and is stopped" (API reference, Deployment.failedTasks).
        task.deployment.failedTasks++;
        lifecycle.stop(task, StopCause.unhealthy(group), now);
    }

    private void scale(ServiceState service, Instant now) {
        DeploymentState primary = service.primary();
        List<TaskState> live = live(service, primary);
        int missing = service.desired - live.size();
        if (missing > 0 && !now.isBefore(service.noLaunchBefore)) {
            launcher.launch(service, missing, now);
        } else if (missing < 0) {
            stopSome(service, live, -missing, now);
        }
    }

    /** Starting tasks go first, protected ones, by switch, not at all; among the rest chance decides. */
    private void stopSome(ServiceState service, List<TaskState> live, int count, Instant now) {
        boolean honoured = context.on(EcsSwitches.PROTECTION_HONOURED_AT_SCALE_IN);
        Collections.shuffle(live, context.random());
        List<TaskState> chosen = live.stream()
                .filter(task -> !honoured || !task.isProtected(now))
                .sorted(Comparator.comparing(task -> !task.pending()))
                .limit(count)
                .toList();
        stopAll(service, chosen, now);
    }

    private void stopAll(ServiceState service, Collection<TaskState> chosen, Instant now) {
        if (chosen.isEmpty()) {
            return;
        }
        chosen.forEach(task -> lifecycle.stop(task, StopCause.scaling(task.deployment.id), now));
        service.steady = false;
        service.say(
                context, now, "has stopped " + chosen.size() + " running tasks:" + TaskLauncher.named(chosen) + ".");
    }

    private void retireOlderDeployments(ServiceState service, Instant now) {
        if (service.deployments.size() == 1) {
            return;
        }
        long ready = live(service, service.primary()).stream()
                .filter(targets::healthy)
                .count();
        if (ready >= service.desired) {
            for (DeploymentState older : service.deployments.subList(1, service.deployments.size())) {
                List<TaskState> live = live(service, older);
                stopSome(service, live, live.size(), now);
            }
        }
        service.deployments.removeIf(each -> !each.primary && over(service, each));
    }

    private boolean over(ServiceState service, DeploymentState deployment) {
        return service.cluster
                .tasksOf(service)
                .filter(task -> task.deployment == deployment)
                .noneMatch(task -> task.status.before(TaskStatus.STOPPING));
    }

    private void noteRollout(ServiceState service, Instant now) {
        DeploymentState primary = service.primary();
        boolean alone = service.deployments.size() == 1;
        boolean steady =
                alone && live(service, primary).size() == service.desired && running(service, null) == service.desired;
        if (steady && !primary.completed) {
            primary.completed = true;
            primary.updatedAt = now;
            service.say(context, now, "(deployment " + primary.id + ") deployment completed.");
        }
        if (steady && !service.steady) {
            service.say(context, now, "has reached a steady state.");
        }
        service.steady = steady;
    }

    private void drain(ServiceState service, Instant now) {
        List<TaskState> live =
                service.cluster.tasksOf(service).filter(task -> task.shouldRun).toList();
        stopAll(service, live, now);
        if (service.cluster.tasksOf(service).noneMatch(task -> task.status.before(TaskStatus.STOPPING))) {
            service.status = ServiceState.INACTIVE;
            service.inactiveSince = now;
        }
    }

    private void purge(ClusterState cluster, Instant now) {
        EcsTimings timings = context.timings();
        cluster.removeTasks(task -> task.stopped() && !now.isBefore(task.stoppedAt.plus(timings.stoppedTaskKept())));
        cluster.services
                .values()
                .removeIf(service -> service.inactiveSince != null
                        && !now.isBefore(service.inactiveSince.plus(timings.inactiveServiceKept())));
    }
}
