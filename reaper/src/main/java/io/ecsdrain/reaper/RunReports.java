package io.ecsdrain.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.lifecycle.plan.action.ActionPhrases;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Executed;
import io.ecsdrain.reaper.plan.decision.Plan;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.reaper.report.RunReport.ActionLine;
import io.ecsdrain.reaper.report.RunReport.BlockerLine;
import io.ecsdrain.reaper.report.RunReport.ConvergeLine;
import io.ecsdrain.reaper.report.RunReport.DecisionLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns what was decided and done into what is told. */
final class RunReports {

    private final ReaperConfig config;
    private final Instant startedAt;
    private final Optional<String> only;

    /** @param only the one service that the run looks at; empty: all */
    RunReports(ReaperConfig config, Instant startedAt, Optional<String> only) {
        this.config = config;
        this.startedAt = startedAt;
        this.only = only;
    }

    RunReport unobserved(String why) {
        return of(
                List.of(),
                List.of(),
                List.of(),
                List.of(only.map(service -> "service " + service).orElse("the cluster")
                        + " could not be observed, so nothing was decided: " + why),
                List.of());
    }

    RunReport nothing(String remark) {
        return of(List.of(), List.of(), List.of(remark), List.of(), List.of());
    }

    RunReport of(ClusterSnapshot snapshot, Plan plan, List<Executed> executed, Map<String, ConvergeReport> converged) {
        Map<DeploymentKey, String> draining = new HashMap<>();
        for (Deployment deployment : snapshot.deployments()) {
            Optional.of(deployment)
                    .filter(each -> each.service().isPresent())
                    .flatMap(each -> DrainStart.of(each, snapshot.takenAt()))
                    .ifPresent(since -> draining.put(deployment.key(), since.toString()));
        }
        return of(
                executed.stream()
                        .map(each -> line(each, draining.get(each.decision().key())))
                        .toList(),
                converged.entrySet().stream()
                        .map(entry -> line(entry.getKey(), entry.getValue()))
                        .toList(),
                plan.remarks(),
                List.of(),
                left(executed, converged));
    }

    private RunReport of(
            List<DecisionLine> decisions,
            List<ConvergeLine> converged,
            List<String> remarks,
            List<String> problems,
            List<String> left) {
        return new RunReport(
                config.cluster(),
                startedAt.toString(),
                config.dryRun(),
                only.orElse(null),
                decisions,
                converged,
                remarks,
                problems,
                left,
                decisions.stream()
                        .collect(Collectors.groupingBy(DecisionLine::reason, TreeMap::new, Collectors.counting())));
    }

    private static List<String> left(List<Executed> executed, Map<String, ConvergeReport> converged) {
        List<String> left = new ArrayList<>();
        for (Executed each : executed) {
            List<String> words = each.steps().stream()
                    .filter(step -> step.outcome().equals(new Outcome.Skipped(PlanRunner.TIME_IS_UP)))
                    .map(step -> step.action().word())
                    .toList();
            if (!words.isEmpty()) {
                left.add(each.decision().key() + ": " + String.join(", ", words));
            }
        }
        converged.forEach((name, report) -> {
            if (report.cutShort()) {
                left.add(name + ": converge");
            }
        });
        return left;
    }

    /** A decision before anything of it is done. */
    static DecisionLine line(Decision decision) {
        return line(new Executed(decision, List.of()), null);
    }

    private static DecisionLine line(Executed executed, String drainingSince) {
        Decision decision = executed.decision();
        return new DecisionLine(
                decision.key().name(),
                decision.key().id(),
                decision.reason().word(),
                decision.detail(),
                drainingSince,
                decision.blockers().stream().map(RunReports::line).toList(),
                executed.steps().stream().map(RunReports::line).toList());
    }

    static ActionLine line(Executed.Step step) {
        return new ActionLine(
                step.action().word(),
                ActionPhrases.of(step.action()),
                step.outcome().word(),
                step.outcome().explanation());
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
                report.problems(),
                report.waiting());
    }
}
