package io.ecsdrain.reaper.report;

import io.ecsdrain.contract.Printable;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.report.RunReport.ActionLine;
import io.ecsdrain.reaper.report.RunReport.DecisionLine;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs a run while it is under way, each decision under its reason word, so that alarms can be set on it. */
public final class ReportLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.ecsdrain.reaper");

    /** What a person ought to know of without asking. */
    private static final Set<String> LOUD = Set.of(
            Reason.MAX_AGE.word(),
            Reason.STILL_ROUTED.word(),
            Reason.CANNOT_PARK.word(),
            Reason.CONTRADICTORY_TAGS.word(),
            Reason.OTHER_CLUSTER.word(),
            Reason.STATE_UNKNOWN.word(),
            Reason.ROUTE_UNKNOWN.word());

    private ReportLog() {}

    /** A decision, which comes before its actions. */
    public static void log(DecisionLine decision) {
        if (LOUD.contains(decision.reason())) {
            LOG.warn(Printable.line(Reports.line(decision)));
        } else {
            LOG.info(Printable.line(Reports.line(decision)));
        }
    }

    /** @param deployment {@code name/id}, of whose decision the action is */
    public static void log(String deployment, ActionLine action) {
        if (action.outcome().equals("Failed")) {
            LOG.error(Printable.line(deployment + " " + Reports.line(action)));
        } else {
            LOG.info(Printable.line(deployment + " " + Reports.line(action)));
        }
    }

    /** What is known only at the end: all but decisions and actions. */
    public static void log(RunReport report) {
        report.problems().forEach(problem -> LOG.error(Printable.line("problem: " + problem)));
        report.remarks().forEach(remark -> LOG.warn(Printable.line("remark: " + remark)));
        report.left().forEach(left -> LOG.warn(Printable.line("left for the next run: " + left)));
        report.converged().forEach(line -> line.problems()
                .forEach(problem -> LOG.atLevel(line.failed() ? Level.ERROR : Level.WARN)
                        .log(Printable.line("converge " + line.deploymentName() + ": " + problem))));
    }
}
