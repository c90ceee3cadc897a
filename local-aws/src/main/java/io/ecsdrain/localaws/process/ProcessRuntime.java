package io.ecsdrain.localaws.process;

import io.ecsdrain.localaws.ecs.TaskLaunch;
import io.ecsdrain.localaws.ecs.TaskRuntime;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import io.ecsdrain.localaws.links.LocalImage;
import io.ecsdrain.localaws.links.LogSink;
import io.ecsdrain.localaws.links.World;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs tasks as local processes. Whatever is still alive is killed by {@link #close}, and when the JVM ends.
 *
 * <p>Not there: container health checks, resource limits, and images but those that the emulator was told of: of any
 * other image a container needs entryPoint or command.
 */
public final class ProcessRuntime implements TaskRuntime, AutoCloseable {

    private static final LocalImage UNKNOWN = new LocalImage(List.of(), Map.of());
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final ProcessEnvironment environment;
    private final LogSink logs;
    private final Map<String, LocalImage> images;
    private final Ports ports = new Ports();
    private final Set<ProcessTask> tasks = ConcurrentHashMap.newKeySet();
    private final Thread lastResort = new Thread(this::killAll, "end-processes");
    private volatile boolean closed;

    /** @param images by name */
    public ProcessRuntime(World world, LogSink logs, Map<String, LocalImage> images) {
        this.environment = new ProcessEnvironment(world);
        this.logs = logs;
        this.images = Map.copyOf(images);
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
        launch.containers().forEach(this::refuseWhatCannotRun);
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

    private void refuseWhatCannotRun(ContainerDefinition container) {
        if (words(container).isEmpty()) {
            throw new StartFailure("CannotStartContainerError: local-aws pulls no images; container " + container.name()
                    + " needs entryPoint or command");
        }
        boolean waitsForHealth = container.dependsOn() != null
                && container.dependsOn().stream().anyMatch(each -> "HEALTHY".equals(each.condition()));
        if (waitsForHealth) {
            throw new StartFailure("CannotStartContainerError: local-aws runs no container health checks; container "
                    + container.name() + " waits for one");
        }
    }

    /** What it runs; a definition's own words replace its image's. */
    private List<String> words(ContainerDefinition container) {
        List<String> own = Stream.of(container.entryPoint(), container.command())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .toList();
        return own.isEmpty() ? image(container).command() : own;
    }

    private LocalImage image(ContainerDefinition container) {
        return images.getOrDefault(String.valueOf(container.image()), UNKNOWN);
    }

    private ContainerProcess container(TaskLaunch launch, int index, TaskPorts own) {
        ContainerDefinition definition = launch.containers().get(index);
        ProcessBuilder command = new ProcessBuilder(own.fill(words(definition)));
        if (definition.workingDirectory() != null) {
            command.directory(new File(definition.workingDirectory()));
        }
        environment.fill(command.environment(), launch, index, own, image(definition));
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
