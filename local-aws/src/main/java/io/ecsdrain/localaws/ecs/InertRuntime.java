package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tasks that are a state only. Each has ports of its own, so that targets of two tasks never meet; nothing listens
 * there.
 */
public final class InertRuntime implements TaskRuntime {

    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 40_000;

    /** How a container ends by itself; without a name, each does. */
    private record Crash(Optional<String> container, int exitCode, Duration after) {
        boolean takes(String name) {
            return container.isEmpty() || container.get().equals(name);
        }
    }

    private int next;
    private Optional<Crash> crash = Optional.empty();

    void crash(String container, int exitCode, Duration after) {
        crash = Optional.of(new Crash(Optional.of(container), exitCode, after));
    }

    /** Lets all containers of one task end at the next tick; {@code task} may be null, as it is before the start. */
    void crash(RunningTask task) {
        if (task instanceof InertTask started) {
            started.crash = Optional.of(new Crash(Optional.empty(), 1, Duration.ZERO));
        }
    }

    void crashNoMore() {
        crash = Optional.empty();
    }

    @Override
    public boolean inert() {
        return true;
    }

    @Override
    public RunningTask start(TaskLaunch launch, Instant now) {
        return new InertTask(launch.containers(), crash, now);
    }

    private int madeUpPort() {
        return FIRST_PORT + next++ % PORTS;
    }

    /** A stand-in whose containers do what they are told at once. */
    private final class InertTask implements RunningTask {
        private final Map<Integer, Integer> ports = new LinkedHashMap<>();
        /** Made once for each phase: it is asked for at every tick of every task. */
        private List<ContainerRun> containers;

        private boolean stopped;
        private Optional<Crash> crash;
        private final Instant startedAt;

        InertTask(List<ContainerDefinition> definitions, Optional<Crash> crash, Instant startedAt) {
            this.crash = crash;
            this.startedAt = startedAt;
            this.containers = definitions.stream()
                    .map(each -> new ContainerRun(each.name(), Phase.RUNNING, null))
                    .toList();
        }

        @Override
        public String ip() {
            return "127.0.0.1";
        }

        @Override
        public int portFor(int containerPort) {
            return ports.computeIfAbsent(containerPort, any -> madeUpPort());
        }

        @Override
        public List<ContainerRun> containers() {
            return containers;
        }

        @Override
        public void tick(Instant now) {
            crash.filter(due -> !now.isBefore(startedAt.plus(due.after()))).ifPresent(due -> {
                crash = Optional.empty();
                containers = containers.stream()
                        .map(each -> due.takes(each.name()) ? stopped(each, due.exitCode()) : each)
                        .toList();
            });
        }

        @Override
        public void beginStop(Instant now) {
            stopped = true;
            // What ended by itself keeps its exit code.
            containers = containers.stream().map(each -> stopped(each, 0)).toList();
        }

        private static ContainerRun stopped(ContainerRun run, int exitCode) {
            return run.phase() == Phase.STOPPED ? run : new ContainerRun(run.name(), Phase.STOPPED, exitCode);
        }

        @Override
        public boolean ended() {
            return stopped;
        }
    }
}
