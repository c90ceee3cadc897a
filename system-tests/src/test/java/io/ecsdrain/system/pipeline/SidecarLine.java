package io.ecsdrain.system.pipeline;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainPolicy;
import io.ecsdrain.sidecar.drain.DrainRules;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.DrainState;
import io.ecsdrain.sidecar.report.EmfLine;
import io.ecsdrain.sidecar.report.LineRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What today's sidecar writes beside a task that drains. */
public final class SidecarLine {

    private static final DrainPolicy POLICY = new DrainPolicy(new DrainRules(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            false,
            Optional.of(Duration.ZERO),
            Set.of(),
            Duration.ofSeconds(5)));

    private SidecarLine() {}

    /**
     * The line, without its line feed.
     *
     * @param ready whether the task is ready, or has a session
     * @param resolution of the metric, in seconds
     */
    public static String of(DeploymentKey key, String task, Instant at, boolean ready, int resolution) {
        DrainState state = DrainState.initial(at);
        state = POLICY.next(state, new DrainSignal.Read(DeploymentState.DRAINING, at, 2), at);
        BusyReport busy = new BusyReport(BusyReport.DEFAULT_REPORTER, ready ? 0 : 1, BusyReport.DEFAULT_TTL);
        state = POLICY.next(state, new DrainSignal.Busy(busy), at);
        LineRules rules = new LineRules(Duration.ofSeconds(5), true, resolution);
        byte[] line = new EmfLine(key, rules, "0123456789abcdef").of(at, task, POLICY.view(state, at), 1, false);
        return new String(line, StandardCharsets.UTF_8).strip();
    }
}
