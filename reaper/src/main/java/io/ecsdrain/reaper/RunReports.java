package io.ecsdrain.reaper;

import io.ecsdrain.reaper.execute.ConvergeReport;
import io.ecsdrain.reaper.execute.Executed;
import io.ecsdrain.reaper.plan.Blocker;
import io.ecsdrain.reaper.plan.Decision;
import io.ecsdrain.reaper.plan.Plan;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.reaper.report.RunReport.ActionLine;
import io.ecsdrain.reaper.report.RunReport.BlockerLine;
import io.ecsdrain.reaper.report.RunReport.ConvergeLine;
import io.ecsdrain.reaper.report.RunReport.DecisionLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns what was decided and done into what is told. */
final class RunReports {

    /** A name that there was no time left for; the next run's plan finds it disagreeing, if it does. */
    static final ConvergeReport LATER =
            new ConvergeReport(List.of(), Optional.empty(), List.of("no time left to converge"));

    private final ReaperConfig config;
    private final Instant startedAt;

    RunReports(ReaperConfig config, Instant startedAt) {
        this.config = config;
        this.startedAt = startedAt;
    }

    RunReport unobserved(String why) {
        return new RunReport(
                config.cluster(),
                startedAt.toString(),
                config.dryRun(),
                List.of(),
                List.of(),
                List.of(),
                List.of("the cluster could not be observed: " + why),
                Map.of());
    }

    RunReport of(Plan plan, List<Executed> executed, Map<String, ConvergeReport> converged) {
        List<DecisionLine> decisions = executed.stream().map(RunReports::line).toList();
        return new RunReport(
                config.cluster(),
                startedAt.toString(),
                config.dryRun(),
                decisions,
                converged.entrySet().stream()
                        .map(entry -> line(entry.getKey(), entry.getValue()))
                        .toList(),
                plan.remarks(),
                List.of(),
                decisions.stream()
                        .collect(Collectors.groupingBy(DecisionLine::reason, TreeMap::new, Collectors.counting())));
    }

    private static DecisionLine line(Executed executed) {
        Decision decision = executed.decision();
        return new DecisionLine(
                decision.key().name(),
                decision.key().id(),
                decision.reason().word(),
                decision.detail(),
                decision.blockers().stream().map(RunReports::line).toList(),
                executed.steps().stream()
                        .map(step -> new ActionLine(
                                step.action().word(),
                                step.outcome().word(),
                                step.outcome().explanation()))
                        .toList());
    }

    private static BlockerLine line(Blocker blocker) {
        return new BlockerLine(
                blocker.taskId(), blocker.since().map(Instant::toString).orElse(null), blocker.why());
    }

    private static ConvergeLine line(String name, ConvergeReport report) {
        return new ConvergeLine(
                name,
                report.liveId().orElse(null),
                report.writes().stream().map(Object::toString).toList(),
                report.problems());
    }
}
