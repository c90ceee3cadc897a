package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Services.LoadBalancer;
import io.ecsdrain.localaws.links.ServiceScaler;
import io.ecsdrain.localaws.links.Tickable;
import io.ecsdrain.localaws.wire.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Amazon ECS. All methods take the world's lock themselves or are called under it; it is reentrant. */
public final class Ecs implements Tickable, ServiceScaler {

    private final EcsContext context;
    private final Directory directory = new Directory();
    private final TaskLifecycle lifecycle;
    private final Scheduler scheduler;

    /** A seeded random gives the same ids again. */
    public Ecs(EcsContext context) {
        this.context = context;
        TaskTargets taskTargets = new TaskTargets(context);
        this.lifecycle = new TaskLifecycle(context, taskTargets);
        this.scheduler = new Scheduler(context, directory, taskTargets, lifecycle);
    }

    public Operations operations() {
        Operations operations = new Operations("ecs", Operations.Casing.LOWER_CAMEL)
                .authorizedBy(new EcsAuthorizer(context, directory));
        ServiceAnswers answers = new ServiceAnswers(context, scheduler);
        new ClusterOperations(context, directory).addTo(operations);
        new TaskDefinitionOperations(context, directory).addTo(operations);
        new ServiceWrites(context, directory, scheduler, answers).addTo(operations);
        new ServiceOperations(context, directory, scheduler, answers).addTo(operations);
        new TaskOperations(context, directory, lifecycle).addTo(operations);
        new TagOperations(directory).addTo(operations);
        new ProtectionOperations(context, directory).addTo(operations);
        return operations;
    }

    @Override
    public void tick(Instant now) {
        scheduler.tick(now);
    }

    /** All tasks that ECS still knows, in the order of their start. */
    public List<TaskView> tasks() {
        return context.world().locked(() -> directory.clusters().stream()
                .flatMap(cluster -> cluster.tasks.values().stream())
                .map(task -> TaskViews.of(task, context.world().region()))
                .toList());
    }

    /** All services that ECS still knows, whatever their status, in the order of their creation. */
    public List<ServiceView> services() {
        return context.world().locked(() -> directory.clusters().stream()
                .flatMap(cluster -> cluster.services.values().stream())
                .map(each -> new ServiceView(
                        each.cluster.name,
                        each.name,
                        each.status,
                        each.desired,
                        each.createdAt,
                        each.settings.loadBalancers().stream()
                                .flatMap(Ecs::groups)
                                .toList(),
                        each.settings.availabilityZoneRebalancing(),
                        each.tags.map()))
                .toList());
    }

    /**
     * Makes a service one that ECS manages, as those of CreateExpressGatewayService are.
     *
     * @throws IllegalArgumentException if there is no such service
     */
    public void manageByEcs(String cluster, String service) {
        context.world().locked(() -> {
            directory
                    .cluster(cluster)
                    .service(service)
                    .orElseThrow(() -> new IllegalArgumentException("no service " + service))
                    .resourceManagementType = "ECS";
            return null;
        });
    }

    public Optional<TaskView> task(String taskId) {
        return context.world().locked(() -> find(taskId)
                .map(each -> TaskViews.of(each, context.world().region())));
    }

    /**
     * Takes a task away as Fargate Spot does: SIGTERM at once, no wait for the load balancer.
     *
     * @throws IllegalArgumentException if there is no such task
     */
    public void interruptAsSpot(String taskId) {
        change(taskId, task -> lifecycle.stop(task, StopCause.spot(), context.now()));
    }

    /**
     * Lets Availability Zone rebalancing move a task to another zone: a replacement is started and the task stopped
     * ("it will proactively launch tasks in the AZs with the fewest tasks and terminate excess tasks in the AZs with
     * the most tasks", AWS's notice of 2025; event TASKS_STOPPED, ECS developer guide). Here both are done at once.
     * Nothing happens where rebalancing is disabled, or to the only task of a service, which is always balanced.
     *
     * @return whether the task was told to stop
     * @throws IllegalArgumentException if there is no such task
     */
    public boolean rebalance(String taskId) {
        boolean[] moved = {false};
        change(taskId, task -> {
            ServiceState service = task.service;
            moved[0] = service != null
                    && service.active()
                    && "ENABLED".equals(service.settings.availabilityZoneRebalancing())
                    && service.desired > 1
                    && task.shouldRun;
            if (moved[0]) {
                Instant now = context.now();
                service.say(context, now, "has stopped 1 running tasks to AZ Rebalance: (task " + task.id + ").");
                lifecycle.stop(task, StopCause.rebalancing(), now);
                scheduler.reconcile(service, now);
            }
        });
        return moved[0];
    }

    /**
     * Inert tasks that start from now on crash: one container ends by itself.
     *
     * @param after how long after its start
     * @throws IllegalStateException if tasks are processes
     */
    public void crashInert(String container, int exitCode, Duration after) {
        InertRuntime inert = inert();
        context.world().locked(() -> inert.crash(container, exitCode, after));
    }

    private InertRuntime inert() {
        if (context.runtime() instanceof InertRuntime inert) {
            return inert;
        }
        throw new IllegalStateException("tasks are processes here: let them exit");
    }

    /** Inert tasks that start from now on live again until they are stopped. */
    public void crashNoMore() {
        if (context.runtime() instanceof InertRuntime inert) {
            context.world().locked(inert::crashNoMore);
        }
    }

    /**
     * One inert task crashes at the next tick: all of its containers end by themselves, with exit code 1. Nothing
     * happens to one that was not started yet.
     *
     * @throws IllegalArgumentException if there is no such task
     * @throws IllegalStateException if tasks are processes
     */
    public void crashInert(String taskId) {
        InertRuntime inert = inert();
        change(taskId, task -> inert.crash(task.run));
    }

    /**
     * Protects a task from scale-in, as {@code UpdateTaskProtection} does.
     *
     * @param duration how long from now, or empty to end the protection
     * @throws IllegalArgumentException if there is no such task
     */
    public void protect(String taskId, Optional<Duration> duration) {
        change(
                taskId,
                task -> task.protectedUntil = duration.map(context.now()::plus).orElse(null));
    }

    private void change(String taskId, Consumer<TaskState> change) {
        context.world()
                .locked(() -> change.accept(
                        find(taskId).orElseThrow(() -> new IllegalArgumentException("no task " + taskId))));
    }

    private Optional<TaskState> find(String taskId) {
        return directory.clusters().stream()
                .flatMap(cluster -> cluster.task(taskId).stream())
                .findFirst();
    }

    @Override
    public OptionalInt desiredCount(String resourceId) {
        return active(resourceId).map(each -> OptionalInt.of(each.desired)).orElse(OptionalInt.empty());
    }

    @Override
    public boolean isDeploying(String resourceId) {
        return active(resourceId)
                .filter(service -> service.deployments.size() > 1 || !service.primary().completed)
                .isPresent();
    }

    @Override
    public void setDesiredCount(String resourceId, int desiredCount) {
        active(resourceId).ifPresent(service -> {
            Instant now = context.now();
            service.desired = desiredCount;
            service.say(context, now, "has set its desired count to " + desiredCount + ".");
            scheduler.reconcile(service, now);
        });
    }

    @Override
    public Map<String, String> tags(String resourceId) {
        return active(resourceId).map(each -> each.tags.map()).orElse(Map.of());
    }

    @Override
    public List<String> targetGroups(String resourceId) {
        return active(resourceId)
                .map(each -> each.settings.loadBalancers().stream()
                        .flatMap(Ecs::groups)
                        .toList())
                .orElse(List.of());
    }

    /** {@code service/<cluster>/<name>}. */
    private Optional<ServiceState> active(String resourceId) {
        String[] parts = resourceId.split("/");
        if (parts.length != 3 || !parts[0].equals("service")) {
            return Optional.empty();
        }
        return directory.find(parts[1]).flatMap(each -> each.service(parts[2])).filter(ServiceState::active);
    }

    private static Stream<String> groups(LoadBalancer balancer) {
        return balancer.advancedConfiguration() == null
                ? Stream.of(balancer.targetGroupArn())
                : Stream.of(
                        balancer.targetGroupArn(),
                        balancer.advancedConfiguration().alternateTargetGroupArn());
    }
}
