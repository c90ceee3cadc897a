package io.ecsdrain.sidecar.http;

import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainPolicy;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.DrainState;
import io.ecsdrain.sidecar.drain.DrainView;
import io.ecsdrain.sidecar.drain.RulesDraft;
import java.time.Instant;
import java.util.Optional;

/** The real policy at a time that the test moves. */
final class PolicySource implements DrainSource {

    private final DrainPolicy policy = new RulesDraft().policy();
    private volatile DrainState state = DrainState.initial(DrainServerTest.T0);
    volatile Instant now = DrainServerTest.T0;
    volatile Optional<String> taskId = Optional.empty();

    synchronized void signal(DrainSignal signal) {
        state = policy.next(state, signal, now);
    }

    @Override
    public DrainView view() {
        return policy.view(state, now);
    }

    @Override
    public synchronized Optional<DrainView> report(BusyReport report) {
        boolean counted = policy.admits(state, report, now);
        signal(new DrainSignal.Busy(report));
        return counted ? Optional.of(view()) : Optional.empty();
    }

    @Override
    public Optional<String> taskId() {
        return taskId;
    }
}
