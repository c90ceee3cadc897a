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
        /** Made once for each phase: it is asked for at every tick of every task. */
        private List<ContainerRun> containers;

        private boolean stopped;

        InertTask(List<ContainerDefinition> definitions) {
            this.definitions = definitions;
            this.containers = all(Phase.RUNNING, null);
        }

        private List<ContainerRun> all(Phase phase, Integer exit) {
            return definitions.stream()
                    .map(each -> new ContainerRun(each.name(), phase, exit))
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
            // Nothing of it changes with time.
        }

        @Override
        public void beginStop(Instant now) {
            stopped = true;
            containers = all(Phase.STOPPED, 0);
        }

        @Override
        public boolean ended() {
            return stopped;
        }
    }
}
