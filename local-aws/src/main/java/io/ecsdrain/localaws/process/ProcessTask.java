package io.ecsdrain.localaws.process;

import io.ecsdrain.localaws.ecs.TaskRuntime.ContainerRun;
import io.ecsdrain.localaws.ecs.TaskRuntime.Phase;
import io.ecsdrain.localaws.ecs.TaskRuntime.RunningTask;
import io.ecsdrain.localaws.ecs.TaskRuntime.StartFailure;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDependency;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processes of one task: started in order of dependsOn, ended in reverse. */
final class ProcessTask implements RunningTask {

    private final Map<String, ContainerProcess> containers = new LinkedHashMap<>();
    private final TaskPorts ports;
    private final Runnable whenEnded;

    /** As of the last tick, after restarts: an exit that a restart mends must not be seen in between. */
    private List<ContainerRun> seen = List.of();

    private boolean stopping;
    private boolean over;

    ProcessTask(List<ContainerProcess> containers, TaskPorts ports, Runnable whenEnded) {
        containers.forEach(each -> this.containers.put(each.definition().name(), each));
        this.ports = ports;
        this.whenEnded = whenEnded;
    }

    /** @throws StartFailure if a process cannot be started; those that were are killed */
    void start(Instant now) {
        try {
            startReady(now);
            seen = states();
        } catch (StartFailure failure) {
            kill();
            throw failure;
        }
    }

    /** Again and again, since one start may be what the next container waits for. */
    private void startReady(Instant now) {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (ContainerProcess each : containers.values()) {
                if (phase(each) == Phase.PENDING && dependenciesMet(each.definition())) {
                    each.start(now);
                    progress = true;
                }
            }
        }
    }

    private boolean dependenciesMet(ContainerDefinition definition) {
        return definition.dependsOn() == null || definition.dependsOn().stream().allMatch(this::met);
    }

    private boolean met(ContainerDependency dependency) {
        ContainerRun on = containers.get(dependency.containerName()).state();
        return switch (dependency.condition()) {
            case "START" -> on.phase() != Phase.PENDING;
            case "COMPLETE" -> on.phase() == Phase.STOPPED;
            default -> on.phase() == Phase.STOPPED && Integer.valueOf(0).equals(on.exitCode());
        };
    }

    @Override
    public String ip() {
        return "127.0.0.1";
    }

    @Override
    public int portFor(int containerPort) {
        return ports.of(containerPort);
    }

    @Override
    public List<ContainerRun> containers() {
        return stopping ? states() : seen;
    }

    private List<ContainerRun> states() {
        return containers.values().stream().map(ContainerProcess::state).toList();
    }

    @Override
    public void tick(Instant now) {
        if (stopping) {
            signalThoseWithoutDependents(now);
            containers.values().forEach(each -> each.killIfOverdue(now));
            noteEnd();
        } else {
            startLate(now);
            seen = containers.values().stream()
                    .map(each -> each.restartIfAllowed(now))
                    .toList();
        }
    }

    /** A late start that fails looks like a container that exited; the scheduler sees to the rest. */
    private void startLate(Instant now) {
        try {
            startReady(now);
        } catch (StartFailure failed) {
            containers.values().forEach(each -> {
                if (phase(each) == Phase.PENDING) {
                    each.kill();
                }
            });
        }
    }

    @Override
    public void beginStop(Instant now) {
        stopping = true;
        signalThoseWithoutDependents(now);
    }

    /** A container is not stopped until every container that depends on it has ended. */
    private void signalThoseWithoutDependents(Instant now) {
        for (ContainerProcess each : containers.values()) {
            boolean needed = containers.values().stream()
                    .anyMatch(other -> phase(other) == Phase.RUNNING && dependsOn(other, each));
            if (!needed) {
                each.signal(now);
            }
        }
    }

    private static boolean dependsOn(ContainerProcess other, ContainerProcess container) {
        List<ContainerDependency> on = other.definition().dependsOn();
        return on != null
                && on.stream().anyMatch(each -> each.containerName()
                        .equals(container.definition().name()));
    }

    private static Phase phase(ContainerProcess container) {
        return container.state().phase();
    }

    @Override
    public boolean ended() {
        return containers.values().stream().allMatch(each -> phase(each) == Phase.STOPPED);
    }

    private void noteEnd() {
        if (!over && ended()) {
            over = true;
            whenEnded.run();
        }
    }

    /** Ends everything at once. */
    void kill() {
        containers.values().forEach(ContainerProcess::kill);
    }

    List<ContainerProcess> processes() {
        return List.copyOf(containers.values());
    }
}
