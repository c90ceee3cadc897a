package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.TaskIds;
import io.ecsdrain.inventory.model.Batches;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.TaskView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
     * The tasks of one service, recently stopped ones included; unknown if the service does not exist.
     *
     * @param service short name or ARN
     */
    public Observed<List<TaskView>> of(String cluster, String service) {
        return Reading.observed(() -> {
            // ListTasks' default filter leaves out tasks that were told to stop and still run. This order, since a task
            // only ever goes from the first list to the second.
            Set<String> arns = new LinkedHashSet<>();
            for (DesiredStatus status : List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)) {
                arns.addAll(list(cluster, service, status, Integer.MAX_VALUE).orElseThrow());
            }
            List<TaskView> found = new ArrayList<>();
            for (List<String> batch : Batches.of(List.copyOf(arns), BATCH)) {
                describe(cluster, batch).values().forEach(task -> found.add(task.view()));
            }
            return found;
        });
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
        List<String> arns = new ArrayList<>();
        String token = null;
        int read = 0;
        do {
            if (read++ == pages) {
                return Optional.empty();
            }
            String from = token;
            ListTasksResponse page = Reading.call(
                    "ListTasks",
                    () -> ecs.listTasks(list -> list.cluster(cluster)
                            .serviceName(service)
                            .desiredStatus(status)
                            .nextToken(from)));
            arns.addAll(page.taskArns());
            token = page.nextToken();
        } while (token != null);
        return Optional.of(arns);
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

    /** A task that is silently left out must not look gone; MISSING ones were stopped so long ago that ECS forgot them. */
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

    /** A task without a group could be anybody's, and must not be lost for him. */
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
                        Optional.ofNullable(raw.startedAt())),
                raw.group());
    }
}
