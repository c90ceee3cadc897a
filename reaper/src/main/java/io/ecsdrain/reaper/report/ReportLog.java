package io.ecsdrain.reaper.report;

import io.ecsdrain.reaper.plan.Reason;
import io.ecsdrain.reaper.report.RunReport.ActionLine;
import io.ecsdrain.reaper.report.RunReport.DecisionLine;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a run, each decision under its reason word, so that alarms can be set on it. */
public final class ReportLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.ecsdrain.reaper");

    /** What a person ought to know of without asking. */
    private static final Set<String> LOUD = Set.of(
            Reason.MAX_AGE.word(),
            Reason.STILL_ROUTED.word(),
            Reason.CANNOT_PARK.word(),
            Reason.CONTRADICTORY_TAGS.word(),
            Reason.STATE_UNKNOWN.word(),
            Reason.ROUTE_UNKNOWN.word());

    private ReportLog() {}

    public static void log(RunReport report) {
        report.problems().forEach(problem -> LOG.error("problem: {}", problem));
        report.remarks().forEach(remark -> LOG.warn("remark: {}", remark));
        report.left().forEach(left -> LOG.warn("left for the next run: {}", left));
        for (DecisionLine decision : report.decisions()) {
            if (LOUD.contains(decision.reason())) {
                LOG.warn("{}", Reports.line(decision));
            } else {
                LOG.info("{}", Reports.line(decision));
            }
            decision.actions().forEach(action -> log(decision, action));
        }
        report.converged().forEach(line -> line.problems()
                .forEach(problem -> LOG.error("converge {}: {}", line.deploymentName(), problem)));
    }

    private static void log(DecisionLine decision, ActionLine action) {
        if (action.outcome().equals("Failed")) {
            LOG.error("{}/{} {}", decision.deploymentName(), decision.deploymentId(), Reports.line(action));
        } else {
            LOG.info("{}/{} {}", decision.deploymentName(), decision.deploymentId(), Reports.line(action));
        }
    }
}
