package io.ecsdrain.sidecar.drain;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.contract.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to this task and may change its {@link DrainState}. */
public sealed interface DrainSignal {

    /**
     * The state parameter was read.
     *
     * @param state what it says
     * @param modifiedAt its LastModifiedDate: when this version was written
     * @param version its version, raised by one with each write
     * @param fence the fence that was read in the same call, whatever it belongs to; empty if there is none that can be
     *     used
     * @param fenceAge how long ago that fence was written, by the clock of Parameter Store; zero where that is not
     *     known
     */
    record Read(DeploymentState state, Instant modifiedAt, long version, Optional<Fence> fence, Duration fenceAge)
            implements DrainSignal {

        /** With a fence of unknown age. */
        public Read(DeploymentState state, Instant modifiedAt, long version, Optional<Fence> fence) {
            this(state, modifiedAt, version, fence, Duration.ZERO);
        }

        /** Without a fence. */
        public Read(DeploymentState state, Instant modifiedAt, long version) {
            this(state, modifiedAt, version, Optional.empty());
        }

        /** How this write of the parameter is named. */
        public String write() {
            return StateWrite.of(version, modifiedAt);
        }
    }

    /**
     * The state parameter could not be read.
     *
     * @param problem what kind of failure; keeps the last state, whatever it is
     * @param detail one line for the log
     */
    record ReadFailed(ReadProblem problem, String detail) implements DrainSignal {}

    /** A process of the app reported its live sessions. */
    record Busy(BusyReport report) implements DrainSignal {}

    /** A configured source of session counts was looked at. */
    record Looked(String source, SourceReading reading) implements DrainSignal {}

    /** SIGTERM: the task is being stopped. */
    record Stop() implements DrainSignal {}
}
