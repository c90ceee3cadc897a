package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Answers.DescribeTasksAnswer;
import io.ecsdrain.localaws.ecs.shapes.Answers.Failure;
import io.ecsdrain.localaws.ecs.shapes.Answers.ListTasksAnswer;
import io.ecsdrain.localaws.ecs.shapes.Answers.Task;
import io.ecsdrain.localaws.ecs.shapes.Answers.TaskAnswer;
import io.ecsdrain.localaws.ecs.shapes.Tasks.DescribeTasksInput;
import io.ecsdrain.localaws.ecs.shapes.Tasks.ListTasksInput;
import io.ecsdrain.localaws.ecs.shapes.Tasks.StopTaskInput;
import io.ecsdrain.localaws.wire.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** ListTasks, DescribeTasks, StopTask. */
final class TaskOperations {

    private static final int DESCRIBED_AT_ONCE = 100;

    private final EcsContext context;
    private final Directory directory;
    private final TaskLifecycle lifecycle;
    private int listsOfRunning;

    TaskOperations(EcsContext context, Directory directory, TaskLifecycle lifecycle) {
        this.context = context;
        this.directory = directory;
        this.lifecycle = lifecycle;
    }

    void addTo(Operations operations) {
        operations
                .on("ListTasks", ListTasksInput.class, this::list)
                .on("DescribeTasks", DescribeTasksInput.class, this::describe)
                .on("StopTask", StopTaskInput.class, this::stop);
    }

    private Object list(ListTasksInput in) {
        Members.refuse("ListTasks", in, Set.of("containerInstance", "daemonName"));
        ClusterState cluster = directory.cluster(in.cluster());
        refuseMixedFilters(in);
        if (emptyListDue(in.desiredStatus())) {
            return new ListTasksAnswer(List.of(), null);
        }
        List<String> arns = tasks(in, cluster)
                .filter(byDesiredStatus(in.desiredStatus()))
                .filter(each -> in.family() == null || in.family().equals(each.definition.registered.family()))
                .filter(each -> in.startedBy() == null || in.startedBy().equals(each.deployment.id))
                .filter(each ->
                        in.launchType() == null || in.launchType().equals(each.deployment.settings.launchType()))
                .map(each -> each.arn)
                .sorted()
                .toList();
        return Pages.cut(arns, in.nextToken(), in.maxResults(), Pages.MOST, ListTasksAnswer::new);
    }

    private boolean emptyListDue(String desiredStatus) {
        int every = context.world().switches().get(EcsSwitches.LIST_OF_RUNNING_EMPTY_EVERY);
        if (every == 0 || "STOPPED".equals(desiredStatus)) {
            return false;
        }
        listsOfRunning++;
        return listsOfRunning % every == 0;
    }

    private static void refuseMixedFilters(ListTasksInput in) {
        boolean others = in.family() != null
                || in.serviceName() != null
                || in.desiredStatus() != null
                || in.launchType() != null;
        if (in.startedBy() != null && others) {
            throw EcsErrors.invalid("cannot specify other filters if startedBy is specified.");
        }
    }

    /** RUNNING unless told otherwise, which leaves out tasks that still run but were told to stop. */
    private static Predicate<TaskState> byDesiredStatus(String asked) {
        String desired = asked == null ? "RUNNING" : asked;
        if (!Set.of("RUNNING", "STOPPED", "PENDING").contains(desired)) {
            throw EcsErrors.invalid("desiredStatus must be RUNNING, PENDING or STOPPED.");
        }
        return task -> task.desiredStatus().equals(desired);
    }

    private static Stream<TaskState> tasks(ListTasksInput in, ClusterState cluster) {
        if (in.serviceName() == null) {
            return cluster.tasks.values().stream();
        }
        return cluster.tasksOf(cluster.service(in.serviceName()).orElseThrow(EcsErrors::serviceNotFound));
    }

    private Object describe(DescribeTasksInput in) {
        ClusterState cluster = directory.cluster(in.cluster());
        List<String> asked = in.tasks();
        if (asked == null || asked.isEmpty()) {
            throw EcsErrors.invalid("Tasks cannot be empty.");
        }
        if (asked.size() > DESCRIBED_AT_ONCE) {
            throw EcsErrors.invalid("Tasks cannot have more than 100 elements.");
        }
        boolean tags = in.include() != null && in.include().contains("TAGS");
        List<Task> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String each : asked) {
            cluster.task(each)
                    .ifPresentOrElse(
                            task -> found.add(describe(task, tags)),
                            () -> failures.add(Failure.missing(arn(cluster, each))));
        }
        return new DescribeTasksAnswer(found, failures);
    }

    private String arn(ClusterState cluster, String idOrArn) {
        return idOrArn.startsWith("arn:") ? idOrArn : context.arn("task/" + cluster.name + "/" + idOrArn);
    }

    private Task describe(TaskState task, boolean tags) {
        return TaskAnswers.describe(task, context.world().region(), tags);
    }

    private Object stop(StopTaskInput in) {
        ClusterState cluster = directory.cluster(in.cluster());
        TaskState task = cluster.task(EcsErrors.required(in.task(), "task"))
                .orElseThrow(() -> EcsErrors.invalid("The referenced task was not found."));
        boolean waits = context.on(EcsSwitches.STOP_TASK_WAITS_FOR_DEREGISTRATION);
        lifecycle.stop(task, StopCause.byUser(in.reason(), waits), context.now());
        return new TaskAnswer(describe(task, false));
    }
}
