package io.ecsdrain.reaper.report;

import io.ecsdrain.contract.Printable;
import io.ecsdrain.lifecycle.plan.action.ActionPhrases;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Executed;
import io.ecsdrain.reaper.report.RunReport.DeploymentReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A run as lines for people, one for each decision and below it what holds it up and what was done. */
public final class RunReportText {

    /** So many tasks are named one by one. */
    private static final int FEW = 3;

    private RunReportText() {}

    public static List<String> of(RunReport report) {
        List<String> lines = new ArrayList<>();
        report.problems().forEach(problem -> lines.add("problem: " + problem));
        report.remarks().forEach(remark -> lines.add("remark: " + remark));
        for (DeploymentReport each : report.decisions()) {
            lines.add(line(each.decision()));
            blockers(each.decision().blockers()).forEach(line -> lines.add("    " + line));
            each.steps()
                    .forEach(step -> lines.add("    "
                            + (report.run().dryRun() ? "would " + ActionPhrases.of(step.action()) : line(step))));
        }
        report.converged().forEach((name, converge) -> lines.add(line(name, converge)));
        report.left().forEach(left -> lines.add("left for the next run: " + left));
        lines.add("summary: " + summary(report));
        return Printable.lines(lines);
    }

    /** One decision without its blockers and actions. */
    static String line(Decision decision) {
        return decision.key() + " " + decision.reason().word() + ": " + decision.detail();
    }

    static String line(Executed.Step step) {
        String note = step.outcome().explanation();
        return ActionPhrases.of(step.action()) + ": " + step.outcome().word()
                + (note.isEmpty() ? "" : " (" + note + ")");
    }

    /** Many tasks that the same holds up are one line, with the longest since. */
    private static List<String> blockers(List<Blocker> blockers) {
        Map<String, List<Blocker>> alike = blockers.stream()
                .collect(Collectors.groupingBy(Blocker::kind, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        alike.forEach((kind, those) -> {
            if (those.size() <= FEW) {
                those.forEach(blocker -> lines.add(line(blocker)));
            } else {
                lines.add(those.size() + " tasks: " + Blocker.whyAll(those)
                        + those.stream()
                                .flatMap(blocker -> blocker.since().stream())
                                .min(Comparator.naturalOrder())
                                .map(since -> ", the longest since " + since)
                                .orElse(""));
            }
        });
        return lines;
    }

    private static String line(Blocker blocker) {
        return "task " + blocker.taskId() + ": " + blocker.why()
                + blocker.since().map(since -> ", since " + since).orElse("");
    }

    private static String line(String name, ConvergeReport converge) {
        String writes = converge.writes().stream().map(Object::toString).collect(Collectors.joining(", "));
        return "converge " + name + ": "
                + converge.liveId().map(id -> "live is " + id).orElse("no deployment is known to be live")
                + (writes.isEmpty() ? "" : "; wrote " + writes)
                + (converge.problems().isEmpty() ? "" : "; " + String.join("; ", converge.problems()));
    }

    /** The run in one line: how many decisions there are for each reason. */
    public static String summary(RunReport report) {
        if (report.summary().isEmpty()) {
            return report.problems().isEmpty()
                    ? "no deployments in " + report.run().cluster()
                    : "nothing was observed in " + report.run().cluster() + ", so nothing was decided or done";
        }
        List<String> counts = new ArrayList<>();
        report.summary().entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().word()))
                .forEach(
                        each -> counts.add(each.getValue() + " " + each.getKey().word()));
        return String.join(", ", counts) + (report.run().dryRun() ? " (dry run: nothing was done)" : "");
    }
}
