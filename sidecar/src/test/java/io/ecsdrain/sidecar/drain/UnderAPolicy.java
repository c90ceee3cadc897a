package io.ecsdrain.sidecar.drain;

import io.ecsdrain.contract.DeploymentState;
import java.time.Duration;
import java.time.Instant;

/** One task that needs not be quiet for long, told of things at seconds after {@link #T0}. */
abstract class UnderAPolicy {

    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant WRITTEN = T0.minusSeconds(100);
    static final Duration GRACE = Duration.ofSeconds(30);

    /** Without the wait for reporters that a process before it may have known; see {@link SilenceTest}. */
    final DrainPolicy policy = policy(false);

    DrainState state = DrainState.initial(T0);

    static DrainPolicy policy(boolean requireBusy) {
        return new RulesDraft().grace(GRACE).requireBusy(requireBusy).policy();
    }

    static DrainSignal report(String reporter, int count) {
        return new DrainSignal.Busy(told(reporter, count));
    }

    static BusyReport told(String reporter, int count) {
        return new BusyReport(reporter, count, Duration.ofSeconds(60));
    }

    void busy(String reporter, int count, double second) {
        next(report(reporter, count), second);
    }

    /** The parameter's date rises with its version, as in SSM. */
    void read(DeploymentState said, long version, double second) {
        next(new DrainSignal.Read(said, WRITTEN.plusSeconds(version), version), second);
    }

    void fail(ReadProblem problem, double second) {
        next(new DrainSignal.ReadFailed(problem, "because"), second);
    }

    void next(DrainSignal signal, double second) {
        state = policy.next(state, signal, instant(second));
    }

    DrainView at(double second) {
        return policy.view(state, instant(second));
    }

    static Instant instant(double second) {
        return T0.plusMillis(Math.round(second * 1000));
    }
}
