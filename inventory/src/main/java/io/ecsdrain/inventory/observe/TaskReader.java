package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.TaskIds;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.TaskView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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
            Set<String> arns = new LinkedHashSet<>(list(cluster, service, DesiredStatus.RUNNING));
            arns.addAll(list(cluster, service, DesiredStatus.STOPPED));
            return describe(cluster, List.copyOf(arns));
        });
    }

    private List<String> list(String cluster, String service, DesiredStatus status) {
        List<String> arns = new ArrayList<>();
        String token = null;
        do {
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
        return arns;
    }

    private List<TaskView> describe(String cluster, List<String> arns) {
        List<TaskView> found = new ArrayList<>();
        for (List<String> batch : Reading.batches(arns, BATCH)) {
            DescribeTasksResponse answer = Reading.call(
                    "DescribeTasks",
                    () -> ecs.describeTasks(
                            describe -> describe.cluster(cluster).tasks(batch)));
            requireWhole(batch, answer);
            answer.tasks().forEach(task -> found.add(view(task)));
        }
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

    private static TaskView view(Task raw) {
        return new TaskView(
                raw.taskArn(),
                TaskIds.fromArn(raw.taskArn()),
                raw.lastStatus(),
                raw.desiredStatus(),
                Optional.ofNullable(raw.startedAt()));
    }
}
