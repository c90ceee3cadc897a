package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Answers.Failure;
import io.ecsdrain.localaws.ecs.shapes.Answers.ProtectedTask;
import io.ecsdrain.localaws.ecs.shapes.Answers.ProtectionAnswer;
import io.ecsdrain.localaws.ecs.shapes.Tasks.GetTaskProtectionInput;
import io.ecsdrain.localaws.ecs.shapes.Tasks.UpdateTaskProtectionInput;
import io.ecsdrain.localaws.wire.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** GetTaskProtection and UpdateTaskProtection. */
final class ProtectionOperations {

    private static final int UPDATED_AT_ONCE = 10;
    private static final int READ_AT_ONCE = 100;
    private static final int DEFAULT_MINUTES = 120;
    private static final int MOST_MINUTES = 2880;

    private final EcsContext context;
    private final Directory directory;

    ProtectionOperations(EcsContext context, Directory directory) {
        this.context = context;
        this.directory = directory;
    }

    void addTo(Operations operations) {
        operations
                .on("GetTaskProtection", GetTaskProtectionInput.class, this::get)
                .on("UpdateTaskProtection", UpdateTaskProtectionInput.class, this::update);
    }

    private Object get(GetTaskProtectionInput in) {
        ClusterState cluster = directory.cluster(EcsErrors.required(in.cluster(), "cluster"));
        List<String> asked = in.tasks() == null || in.tasks().isEmpty()
                ? cluster.tasks.values().stream().map(each -> each.arn).toList()
                : in.tasks();
        if (asked.size() > READ_AT_ONCE) {
            throw EcsErrors.invalid("Tasks cannot have more than 100 elements.");
        }
        return each(cluster, asked, this::describe);
    }

    private Object update(UpdateTaskProtectionInput in) {
        ClusterState cluster = directory.cluster(EcsErrors.required(in.cluster(), "cluster"));
        List<String> asked = EcsErrors.required(in.tasks(), "tasks");
        boolean on = EcsErrors.required(in.protectionEnabled(), "protectionEnabled");
        if (asked.isEmpty() || asked.size() > UPDATED_AT_ONCE) {
            throw EcsErrors.invalid("Tasks must have between 1 and 10 elements.");
        }
        int minutes = in.expiresInMinutes() == null ? DEFAULT_MINUTES : in.expiresInMinutes();
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw EcsErrors.invalid("expiresInMinutes must be between 1 and 2880.");
        }
        Instant until = on ? context.now().plus(Duration.ofMinutes(minutes)) : null;
        return each(cluster, asked, task -> {
            task.protectedUntil = until;
            return describe(task);
        });
    }

    /** A task that has been told to stop can no longer be protected. */
    private static ProtectionAnswer each(
            ClusterState cluster, List<String> asked, Function<TaskState, ProtectedTask> action) {
        List<ProtectedTask> done = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String each : asked) {
            TaskState task = cluster.task(each).orElse(null);
            if (task == null) {
                failures.add(Failure.missing(each));
            } else if (!task.shouldRun) {
                failures.add(new Failure(task.arn, "TASK_NOT_VALID", null));
            } else {
                done.add(action.apply(task));
            }
        }
        return new ProtectionAnswer(done, failures);
    }

    private ProtectedTask describe(TaskState task) {
        boolean on = task.isProtected(context.now());
        return new ProtectedTask(task.arn, on, on ? task.protectedUntil : null);
    }
}
