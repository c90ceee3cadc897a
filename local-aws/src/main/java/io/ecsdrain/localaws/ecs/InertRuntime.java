package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tasks that are a state only. Each has ports of its own, so that targets of two tasks never meet; nothing listens there. */
public final class InertRuntime implements TaskRuntime {

    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 40_000;

    private int next;

    @Override
    public boolean inert() {
        return true;
    }

    @Override
    public RunningTask start(TaskLaunch launch, Instant now) {
        return new InertTask(launch.containers());
    }

    private int madeUpPort() {
        return FIRST_PORT + next++ % PORTS;
    }

    /** A stand-in whose containers do what they are told at once. */
    private final class InertTask implements RunningTask {
        private final List<ContainerDefinition> definitions;
        private final Map<Integer, Integer> ports = new LinkedHashMap<>();
        private boolean stopped;

        InertTask(List<ContainerDefinition> definitions) {
            this.definitions = definitions;
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
            Phase phase = stopped ? Phase.STOPPED : Phase.RUNNING;
            Integer exit = stopped ? 0 : null;
            return definitions.stream()
                    .map(each -> new ContainerRun(each.name(), phase, exit))
                    .toList();
        }

        @Override
        public void tick(Instant now) {
            // Nothing of it changes with time.
        }

        @Override
        public void beginStop(Instant now) {
            stopped = true;
        }

        @Override
        public boolean ended() {
            return stopped;
        }
    }
}
