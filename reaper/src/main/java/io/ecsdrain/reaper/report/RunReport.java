package io.ecsdrain.reaper.report;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Executed;
import io.ecsdrain.reaper.plan.decision.Plan;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run: what was seen, decided and done.
 *
 * @param decisions one for each deployment, kept ones included
 * @param converged by name, in the order of the names, those that were brought to agree with themselves afterwards
 * @param remarks oddities that were left alone
 * @param problems what kept the run from doing its work
 */
public record RunReport(
        Run run,
        List<DeploymentReport> decisions,
        Map<String, ConvergeReport> converged,
        List<String> remarks,
        List<String> problems) {

    public RunReport {
        decisions = List.copyOf(decisions);
        converged = Collections.unmodifiableMap(new TreeMap<>(converged));
        remarks = List.copyOf(remarks);
        problems = List.copyOf(problems);
    }

    /**
     * What a run was asked for.
     *
     * @param cluster as it was configured: its short name or its ARN
     * @param only the service that an event was about, of which alone the run then speaks; empty for a whole run
     */
    public record Run(String cluster, Instant startedAt, boolean dryRun, Optional<String> only) {}

    /**
     * What was decided for one deployment, and what came of it.
     *
     * @param drainingSince empty if it has no service, or if its parameter does not read {@code draining}
     */
    public record DeploymentReport(Executed executed, Optional<Instant> drainingSince) {

        public DeploymentKey key() {
            return executed.decision().key();
        }

        public Decision decision() {
            return executed.decision();
        }

        public Reason reason() {
            return executed.decision().reason();
        }

        /** The later decision, and what came of both. */
        DeploymentReport then(DeploymentReport later) {
            return new DeploymentReport(
                    new Executed(
                            later.decision(),
                            Stream.concat(steps().stream(), later.steps().stream())
                                    .toList()),
                    drainingSince);
        }

        /** Its actions with their outcomes, in their order. */
        public List<Executed.Step> steps() {
            return executed.steps();
        }
    }

    /** A run that could not see what it had to decide upon. */
    public static RunReport unobserved(Run run, String why) {
        String what = run.only().map(service -> "service " + service).orElse("the cluster");
        return new RunReport(
                run,
                List.of(),
                Map.of(),
                List.of(),
                List.of(what + " could not be observed, so nothing was decided: " + why));
    }

    /** A run that had nothing to do. */
    public static RunReport idle(Run run, String remark) {
        return new RunReport(run, List.of(), Map.of(), List.of(remark), List.of());
    }

    /** A run that carried its plan out. */
    public static RunReport of(
            Run run,
            ClusterSnapshot snapshot,
            Plan plan,
            List<Executed> executed,
            Map<String, ConvergeReport> converged) {
        Map<DeploymentKey, Instant> draining = draining(snapshot);
        return new RunReport(
                run,
                executed.stream()
                        .map(each -> new DeploymentReport(
                                each,
                                Optional.ofNullable(draining.get(each.decision().key()))))
                        .toList(),
                converged,
                plan.remarks(),
                List.of());
    }

    private static Map<DeploymentKey, Instant> draining(ClusterSnapshot snapshot) {
        Map<DeploymentKey, Instant> draining = new TreeMap<>();
        for (Deployment deployment : snapshot.deployments()) {
            if (deployment.service().isPresent()) {
                DrainStart.of(deployment, snapshot.takenAt()).ifPresent(since -> draining.put(deployment.key(), since));
            }
        }
        return draining;
    }

    /** What both did, of which {@code later} looked again at some of the deployments and has the last word on them. */
    public RunReport then(RunReport later) {
        Map<DeploymentKey, DeploymentReport> last = new LinkedHashMap<>();
        decisions.forEach(each -> last.put(each.key(), each));
        later.decisions.forEach(each -> last.merge(each.key(), each, DeploymentReport::then));
        Map<String, ConvergeReport> both = new TreeMap<>(converged);
        later.converged.forEach((name, report) -> both.merge(name, report, ConvergeReport::then));
        return new RunReport(
                run,
                List.copyOf(last.values()),
                both,
                Stream.concat(remarks.stream(), later.remarks.stream())
                        .distinct()
                        .toList(),
                Stream.concat(problems.stream(), later.problems.stream()).toList());
    }

    /** The same with one more remark. */
    public RunReport remarking(String remark) {
        return then(new RunReport(run, List.of(), Map.of(), List.of(remark), List.of()));
    }

    /** What there was no time for, as phrases; the next run does it. */
    public List<String> left() {
        List<String> left = new ArrayList<>();
        for (DeploymentReport each : decisions) {
            List<String> words = each.steps().stream()
                    .filter(step -> step.outcome().equals(Outcome.TIME_IS_UP))
                    .map(step -> step.action().word())
                    .toList();
            if (!words.isEmpty()) {
                left.add(each.key() + ": " + String.join(", ", words));
            }
        }
        converged.forEach((name, report) -> {
            if (report.cutShort()) {
                left.add(name + ": converge");
            }
        });
        return left;
    }

    /** How many decisions there are for each reason. */
    public Map<Reason, Long> summary() {
        return decisions.stream()
                .collect(Collectors.groupingBy(
                        DeploymentReport::reason, () -> new EnumMap<>(Reason.class), Collectors.counting()));
    }

    /** Whether something was tried and failed: exit status 1. */
    public boolean failed() {
        return !problems.isEmpty()
                || converged.values().stream().anyMatch(ConvergeReport::failed)
                || decisions.stream().anyMatch(each -> each.executed().failed());
    }
}
