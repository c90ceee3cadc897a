package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.TaskIds;
import io.ecsdrain.inventory.aws.Batches;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TaskView;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** Reads every task of a service, those included that were already told to stop. */
public final class TaskReader {

    private static final int BATCH = 100;

    private final EcsClient ecs;

    public TaskReader(EcsClient ecs) {
        this.ecs = ecs;
    }

    /**
     * The tasks of one service, recently stopped ones included; unknown if the service does not exist, or if it counted
     * more tasks than are listed.
     *
     * @param service as it was described before
     */
    public Observed<List<TaskView>> of(String cluster, ServiceView service) {
        return of(cluster, service.name()).flatMap(listed -> Reading.observed(() -> requireCounted(service, listed)));
    }

    /**
     * The same without a count to hold against the list.
     *
     * @param service short name or ARN
     */
    public Observed<List<TaskView>> of(String cluster, String service) {
        return Reading.observed(() -> {
            // ListTasks' default filter leaves out tasks that were told to stop and still run. This order, since a task
            // only ever goes from the first list to the second.
            List<String> running = list(cluster, service, DesiredStatus.RUNNING, Integer.MAX_VALUE)
                    .orElseThrow();
            Set<String> arns = new LinkedHashSet<>(running);
            arns.addAll(list(cluster, service, DesiredStatus.STOPPED, Integer.MAX_VALUE)
                    .orElseThrow());
            Map<String, Described> described = new LinkedHashMap<>();
            Batches.of(List.copyOf(arns), BATCH).forEach(batch -> described.putAll(describe(cluster, batch)));
            running.forEach(arn -> requireKnown(arn, Optional.ofNullable(described.get(TaskIds.fromArn(arn)))));
            return described.values().stream().map(Described::view).toList();
        });
    }

    /**
     * A stopped task is known to ECS for at least an hour (API reference of DescribeTasks), so one that was to run a
     * moment ago cannot be forgotten.
     */
    static void requireKnown(String listedAsRunning, Optional<Described> described) {
        if (described.isEmpty()) {
            throw new Reading.Failed(
                    "ListTasks shows " + TaskIds.fromArn(listedAsRunning) + ", DescribeTasks does not");
        }
    }

    /**
     * The tasks of {@code service} if they are as many as it was just seen to have; a task that stops in between makes
     * them fewer for one look. A task that stops makes up for none that is meant to run: of these there must be as many
     * as are desired and counted, whether or not the count includes the stopping ones.
     *
     * @throws Reading.Failed if fewer are listed that have not stopped, or that are meant to run
     */
    static List<TaskView> requireCounted(ServiceView service, List<TaskView> listed) {
        long left = listed.stream().filter(task -> !task.isStopped()).count();
        long counted = service.runningCount() + (long) service.pendingCount();
        if (left < counted) {
            throw new Reading.Failed(
                    "ListTasks shows " + left + " tasks that have not stopped, DescribeServices counts " + counted);
        }
        long meant = listed.stream().filter(TaskView::isMeantToRun).count();
        long wanted = Math.min(service.desiredCount(), counted);
        if (meant < wanted) {
            throw new Reading.Failed(
                    "ListTasks shows " + meant + " tasks that are meant to run, DescribeServices counts " + counted
                            + " of " + service.desiredCount() + " desired");
        }
        return listed;
    }

    /** A task and the group that it belongs to, which for a service's is named after the service. */
    record Described(TaskView view, String group) {
        boolean isOf(String service) {
            return group.equals("service:" + service);
        }
    }

    /**
     * The ARNs of tasks.
     *
     * @param service null: of the whole cluster
     * @return empty if there are more than so many pages
     */
    Optional<List<String>> list(String cluster, String service, DesiredStatus status, int pages) {
        return Paging.atMost(
                        pages,
                        "ListTasks",
                        token -> ecs.listTasks(list -> list.cluster(cluster)
                                .serviceName(service)
                                .desiredStatus(status)
                                .nextToken(token)),
                        ListTasksResponse::nextToken)
                .map(found ->
                        found.stream().flatMap(page -> page.taskArns().stream()).toList());
    }

    /** By task id, at most a hundred tasks; without those that ECS has forgotten. */
    Map<String, Described> describe(String cluster, List<String> arns) {
        DescribeTasksResponse answer = Reading.call(
                "DescribeTasks",
                () -> ecs.describeTasks(describe -> describe.cluster(cluster).tasks(arns)));
        requireWhole(arns, answer);
        Map<String, Described> found = new LinkedHashMap<>();
        answer.tasks().forEach(task -> found.put(TaskIds.fromArn(task.taskArn()), described(task)));
        return found;
    }

    /**
     * A task that is silently left out must not look gone; MISSING ones were stopped so long ago that ECS forgot them.
     */
    private static void requireWhole(List<String> asked, DescribeTasksResponse answer) {
        Set<String> open = new HashSet<>();
        asked.forEach(arn -> open.add(TaskIds.fromArn(arn)));
        answer.tasks().forEach(task -> open.remove(TaskIds.fromArn(task.taskArn())));
        for (Failure failure : answer.failures()) {
            if (!"MISSING".equals(failure.reason())) {
                throw new Reading.Failed("DescribeTasks: " + failure.reason() + " " + failure.arn());
            }
            open.remove(ServiceViews.shortName(failure.arn()));
        }
        if (!open.isEmpty()) {
            throw new Reading.Failed("DescribeTasks: no word about " + open);
        }
    }

    /** A task without a group could be any service's, and must not be lost for it. */
    private static Described described(Task raw) {
        if (raw.group() == null) {
            throw new Reading.Failed("DescribeTasks: no group of " + raw.taskArn());
        }
        return new Described(
                new TaskView(
                        raw.taskArn(),
                        TaskIds.fromArn(raw.taskArn()),
                        raw.lastStatus(),
                        raw.desiredStatus(),
                        Optional.ofNullable(raw.startedAt()),
                        Optional.ofNullable(raw.stoppedAt())
                                .map(at -> new TaskView.End(
                                        at,
                                        Objects.requireNonNullElse(raw.stopCodeAsString(), ""),
                                        Objects.requireNonNullElse(raw.stoppedReason(), "")))),
                raw.group());
    }
}
