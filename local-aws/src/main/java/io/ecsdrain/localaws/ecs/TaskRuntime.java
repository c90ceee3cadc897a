package io.ecsdrain.localaws.ecs;

import java.time.Instant;
import java.util.List;

/** What runs the containers of a task, or pretends to. All calls come under the world's lock. */
public interface TaskRuntime {

    /** A task that cannot start; the message becomes its {@code stoppedReason}. */
    final class StartFailure extends RuntimeException {
        public StartFailure(String reason) {
            super(reason, null, false, false);
        }
    }

    /** Whether no process stands behind the tasks, so that no connection to them is possible. */
    boolean inert();

    /**
     * Starts the containers of a task.
     *
     * @throws StartFailure if it cannot run; nothing is left behind then
     */
    RunningTask start(TaskLaunch launch, Instant now);

    /** One started task. */
    interface RunningTask {

        String ip();

        /** The port behind {@link #ip()} where the given container port really listens. */
        int portFor(int containerPort);

        /** Every container, in the order of the task definition. */
        List<ContainerRun> containers();

        /** Moves what waits: containers held back by dependsOn, stop timeouts that are over. */
        void tick(Instant now);

        /** Begins SIGTERM, in reverse order of dependsOn; what outlives its stopTimeout is killed by later ticks. */
        void beginStop(Instant now);

        /** True once no container runs any more. */
        boolean ended();
    }

    enum Phase {
        PENDING,
        RUNNING,
        STOPPED
    }

    /** One container. {@code exitCode} is null until it has stopped, and after that if it never ran. */
    record ContainerRun(String name, Phase phase, Integer exitCode) {}
}
