package io.ecsdrain.localaws.process;

import io.ecsdrain.localaws.ecs.TaskRuntime.ContainerRun;
import io.ecsdrain.localaws.ecs.TaskRuntime.Phase;
import io.ecsdrain.localaws.ecs.TaskRuntime.StartFailure;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerRestartPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One container as a local process: not started, running, ended. */
final class ContainerProcess {

    private static final int DEFAULT_STOP_TIMEOUT = 30;
    private static final int DEFAULT_ATTEMPT_PERIOD = 300;

    private final ContainerDefinition definition;
    private final ProcessBuilder command;
    private final Consumer<String> lines;
    private volatile Process process;
    private boolean abandoned;
    private Instant startedAt;
    private Instant signalledAt;
    /** Whether its last end is one that its policy does not mend; that is told once, when the end is first seen. */
    private boolean stays;

    private List<ProcessHandle> family = List.of();

    ContainerProcess(ContainerDefinition definition, ProcessBuilder command, Consumer<String> lines) {
        this.definition = definition;
        this.command = command;
        this.lines = lines;
    }

    ContainerDefinition definition() {
        return definition;
    }

    ContainerRun state() {
        if (process == null) {
            return new ContainerRun(definition.name(), abandoned ? Phase.STOPPED : Phase.PENDING, null);
        }
        return process.isAlive()
                ? new ContainerRun(definition.name(), Phase.RUNNING, null)
                : new ContainerRun(definition.name(), Phase.STOPPED, process.exitValue());
    }

    /**
     * Restarts an ended container if its restart policy allows: only after it ran for the whole attempt period, which
     * also means that a container which dies in its first minutes stays dead, however long ago that is ("If a container
     * isn't able to run for this time period and exits early, it will not be restarted", ContainerRestartPolicy, API
     * reference).
     */
    ContainerRun restartIfAllowed(Instant now) {
        ContainerRun state = state();
        if (state.exitCode() == null || signalledAt != null || stays) {
            return state;
        }
        stays = !mayRestart(state.exitCode(), now);
        if (!stays) {
            start(now);
            return state();
        }
        return state;
    }

    private boolean mayRestart(int exitCode, Instant now) {
        ContainerRestartPolicy policy = definition.restartPolicy();
        if (policy == null || !Boolean.TRUE.equals(policy.enabled())) {
            return false;
        }
        boolean ignored =
                policy.ignoredExitCodes() != null && policy.ignoredExitCodes().contains(exitCode);
        int period = policy.restartAttemptPeriod() == null ? DEFAULT_ATTEMPT_PERIOD : policy.restartAttemptPeriod();
        return !ignored && !now.isBefore(startedAt.plusSeconds(period));
    }

    void start(Instant now) {
        startedAt = now;
        try {
            process = command.start();
        } catch (IOException e) {
            abandoned = true;
            throw new StartFailure("CannotStartContainerError: " + definition.name() + ": " + e.getMessage());
        }
        closeInput();
        read(process.getInputStream(), "stdout");
        read(process.getErrorStream(), "stderr");
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException ended) {
            // A process that has ended already has no input to close.
        }
    }

    /** awslogs takes both streams; each line is an event of its own. */
    private void read(InputStream stream, String name) {
        Thread reader = new Thread(() -> readAll(stream), definition.name() + "-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll(InputStream stream) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException closed) {
            // The stream of a killed process ends this way too.
        }
    }

    /** SIGTERM to the container's first process alone, as ECS does; what was never started never will be. */
    void signal(Instant now) {
        if (signalledAt != null) {
            return;
        }
        signalledAt = now;
        if (process == null) {
            abandoned = true;
            return;
        }
        family = process.descendants().toList();
        // Process.destroy would also close the pipes, and with them lose the last lines; the handle only signals.
        process.toHandle().destroy();
    }

    /** SIGKILL once the stop timeout is over; with the first process its children go, as they do in a container. */
    void killIfOverdue(Instant now) {
        if (signalledAt == null || process == null) {
            return;
        }
        int timeout = definition.stopTimeout() == null ? DEFAULT_STOP_TIMEOUT : definition.stopTimeout();
        if (!process.isAlive()) {
            family.forEach(ProcessHandle::destroyForcibly);
        } else if (!now.isBefore(signalledAt.plus(Duration.ofSeconds(timeout)))) {
            kill();
        }
    }

    void kill() {
        Process running = process;
        if (running == null) {
            abandoned = true;
            return;
        }
        List<ProcessHandle> children = running.descendants().toList();
        running.toHandle().destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        family.forEach(ProcessHandle::destroyForcibly);
    }

    void awaitEnd(Duration atMost) {
        try {
            if (process != null) {
                process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
