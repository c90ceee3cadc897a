package io.ecsdrain.localaws.process;

import io.ecsdrain.localaws.ecs.TaskLaunch;
import io.ecsdrain.localaws.ecs.TaskRuntime;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import io.ecsdrain.localaws.links.LogSink;
import io.ecsdrain.localaws.links.World;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Runs tasks as local processes. Whatever is still alive is killed by {@link #close}, and when the JVM ends.
 *
 * <p>Not there: images (a container needs entryPoint or command), container health checks, resource limits.
 */
public final class ProcessRuntime implements TaskRuntime, AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final ProcessEnvironment environment;
    private final LogSink logs;
    private final Ports ports = new Ports();
    private final Set<ProcessTask> tasks = ConcurrentHashMap.newKeySet();
    private final Thread lastResort = new Thread(this::killAll, "end-processes");
    private volatile boolean closed;

    public ProcessRuntime(World world, LogSink logs) {
        this.environment = new ProcessEnvironment(world);
        this.logs = logs;
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    @Override
    public boolean inert() {
        return false;
    }

    @Override
    public RunningTask start(TaskLaunch launch, Instant now) {
        if (closed) {
            throw new StartFailure("the emulator is closing");
        }
        launch.containers().forEach(ProcessRuntime::refuseWhatCannotRun);
        TaskPorts own = new TaskPorts(ports);
        List<ContainerProcess> containers = new ArrayList<>();
        for (int i = 0; i < launch.containers().size(); i++) {
            containers.add(container(launch, i, own));
        }
        ProcessTask[] self = new ProcessTask[1];
        ProcessTask task = new ProcessTask(containers, own, () -> forget(self[0], own));
        self[0] = task;
        tasks.add(task);
        try {
            task.start(now);
        } catch (StartFailure failure) {
            forget(task, own);
            throw failure;
        }
        if (closed) {
            // Closing may have looked for tasks just before this one was started.
            task.kill();
        }
        return task;
    }

    private void forget(ProcessTask task, TaskPorts own) {
        tasks.remove(task);
        ports.give(own.all());
    }

    private static void refuseWhatCannotRun(ContainerDefinition container) {
        boolean nothing = isEmpty(container.entryPoint()) && isEmpty(container.command());
        if (nothing) {
            throw new StartFailure("CannotStartContainerError: local-aws runs no images; container " + container.name()
                    + " needs entryPoint or command");
        }
        boolean waitsForHealth = container.dependsOn() != null
                && container.dependsOn().stream().anyMatch(each -> "HEALTHY".equals(each.condition()));
        if (waitsForHealth) {
            throw new StartFailure("CannotStartContainerError: local-aws runs no container health checks; container "
                    + container.name() + " waits for one");
        }
    }

    private static boolean isEmpty(List<String> words) {
        return words == null || words.isEmpty();
    }

    private ContainerProcess container(TaskLaunch launch, int index, TaskPorts own) {
        ContainerDefinition definition = launch.containers().get(index);
        List<String> words = new ArrayList<>(own.fill(definition.entryPoint()));
        words.addAll(own.fill(definition.command()));
        ProcessBuilder command = new ProcessBuilder(words);
        if (definition.workingDirectory() != null) {
            command.directory(new File(definition.workingDirectory()));
        }
        environment.fill(command.environment(), launch, index, own);
        return new ContainerProcess(definition, command, sink(launch.taskId(), definition));
    }

    /** Where awslogs sends a container's lines; any other driver, or none, drops them. */
    private Consumer<String> sink(String taskId, ContainerDefinition definition) {
        boolean awslogs = definition.logConfiguration() != null
                && "awslogs".equals(definition.logConfiguration().logDriver())
                && definition.logConfiguration().options() != null;
        if (!awslogs) {
            return line -> {};
        }
        Map<String, String> options = definition.logConfiguration().options();
        String group = options.get("awslogs-group");
        String prefix = options.get("awslogs-stream-prefix");
        String stream = prefix + "/" + definition.name() + "/" + taskId;
        return line -> logs.line(group, stream, line);
    }

    /** Kills what still runs and waits until it is gone. */
    @Override
    public void close() {
        closed = true;
        List<ProcessTask> left = List.copyOf(tasks);
        killAll();
        left.stream().flatMap(each -> each.processes().stream()).forEach(each -> each.awaitEnd(LONGEST_END));
        tasks.clear();
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs already.
        }
    }

    private void killAll() {
        closed = true;
        tasks.forEach(ProcessTask::kill);
    }
}
