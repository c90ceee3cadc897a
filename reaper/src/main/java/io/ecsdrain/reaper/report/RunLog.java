package io.ecsdrain.reaper.report;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Printable;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Executed;
import io.ecsdrain.reaper.plan.decision.Progress;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs a run while it is under way: each decision before it is carried out, under its reason word, so that alarms can
 * be set on it, and each action when it is done.
 */
public final class RunLog implements Progress {

    private static final Logger LOG = LoggerFactory.getLogger("io.ecsdrain.reaper");

    /** What a person ought to know of without asking. */
    private static final Set<Reason> LOUD = Set.of(
            Reason.MAX_AGE,
            Reason.STILL_ROUTED,
            Reason.CANNOT_PARK,
            Reason.CONTRADICTORY_TAGS,
            Reason.OTHER_CLUSTER,
            Reason.STATE_UNKNOWN,
            Reason.ROUTE_UNKNOWN);

    @Override
    public void begins(Decision decision) {
        LOG.atLevel(LOUD.contains(decision.reason()) ? Level.WARN : Level.INFO)
                .log(Printable.line(RunReportText.line(decision)));
    }

    @Override
    public void did(Decision decision, Executed.Step step) {
        LOG.atLevel(step.outcome().isFailure() ? Level.ERROR : Level.INFO)
                .log(Printable.line(decision.key() + " " + RunReportText.line(step)));
    }

    @Override
    public void waits(Duration wait, Set<DeploymentKey> asked) {
        LOG.info(Printable.line("waits " + wait.toSeconds() + " s for the answers of "
                + asked.stream().sorted().map(DeploymentKey::toString).collect(Collectors.joining(", "))));
    }

    /** Logs what is known only at the end: all but decisions and actions. */
    public static void ended(RunReport report) {
        report.problems().forEach(problem -> LOG.error(Printable.line("problem: " + problem)));
        report.remarks().forEach(remark -> LOG.warn(Printable.line("remark: " + remark)));
        report.left().forEach(left -> LOG.warn(Printable.line("left for the next run: " + left)));
        report.converged().forEach((name, converge) -> converge.problems()
                .forEach(problem -> LOG.atLevel(converge.failed() ? Level.ERROR : Level.WARN)
                        .log(Printable.line("converge " + name + ": " + problem))));
    }
}
