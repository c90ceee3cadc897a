package io.ecsdrain.reaper.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.lifecycle.plan.converge.ConvergeWrite;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Executed;
import io.ecsdrain.reaper.plan.decision.Plan;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What programs and people read of each kind of run, byte for byte. */
class ReportFormatsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/ecsdrain/reaper/report");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.250Z");
    private static final Attachments ATTACHMENTS = new Attachments(List.of("arn:tg"), List.of());

    private static DeploymentKey key(String name, String id) {
        return new DeploymentKey(name, id);
    }

    private static Executed.Step step(Action action, Outcome outcome) {
        return new Executed.Step(action, outcome);
    }

    private static Executed executed(DeploymentKey key, Reason reason, List<Blocker> blockers, Executed.Step... steps) {
        return new Executed(
                new Decision(
                        key,
                        reason,
                        "judged as " + reason.word(),
                        blockers,
                        Arrays.stream(steps).map(Executed.Step::action).toList()),
                Arrays.asList(steps));
    }

    private static Action toZero() {
        return new Action.ScaleToZero(Grounds.DRAINING, ATTACHMENTS, Optional.empty());
    }

    private static List<Executed> work() {
        RuleRef rule = new RuleRef("arn:rule", "arn:listener");
        Executed.Step deleted = step(new Action.DeleteRule(Grounds.LEFTOVER, rule, List.of("arn:tg")), Outcome.DONE);
        Action parameter = new Action.DeleteParameter(Grounds.LEFTOVER, "/apps/app/v6/state");
        List<Blocker> few = List.of(
                new Blocker("t1", Optional.of(NOW.minusSeconds(90)), "it reports sessions"),
                new Blocker("t2", Optional.empty(), "it is silent"));
        List<Blocker> many = IntStream.range(0, 5)
                .mapToObj(each -> new Blocker("t" + each, Optional.of(NOW.minusSeconds(each)), "it is DEACTIVATING"))
                .toList();
        return List.of(
                executed(
                        key("app", "v1"),
                        Reason.DRAINED,
                        List.of(),
                        step(new Action.DeleteService(Grounds.DRAINING, "arn:svc"), Outcome.DONE)),
                executed(
                        key("app", "v2"),
                        Reason.READY,
                        List.of(),
                        step(toZero(), new Outcome.Done("left alone, \u201cas it is\u201d"))),
                executed(key("app", "v3"), Reason.MAX_AGE, List.of(), step(toZero(), Outcome.DONE)),
                executed(
                        key("app", "v4"),
                        Reason.NOT_READY,
                        few,
                        step(new Action.StampDrainStart("arn:svc", NOW, "1@x"), Outcome.DONE)),
                executed(
                        key("app", "v5"),
                        Reason.MAX_AGE,
                        List.of(),
                        step(new Action.ParkRules(List.of(rule)), Outcome.GONE),
                        step(toZero(), new Outcome.Stale("it is active again"))),
                executed(key("app", "v6"), Reason.LEFTOVER, List.of(), deleted, step(parameter, Outcome.GONE)),
                executed(
                        key("app", "v7"),
                        Reason.LEFTOVER,
                        List.of(),
                        step(deleted.action(), new Outcome.Failed("DeleteRule: AccessDenied")),
                        step(parameter, new Outcome.Skipped("after DeleteRule Failed"))),
                executed(key("app", "v8"), Reason.TASKS_STOPPING, many),
                executed(key("app", "v9"), Reason.RETIRE_ONLY, List.of()),
                executed(key("app-eu", "v1"), Reason.ACTIVE, List.of()),
                executed(
                        key("late", "v1"),
                        Reason.READY,
                        List.of(),
                        step(toZero(), Outcome.TIME_IS_UP),
                        step(parameter, Outcome.TIME_IS_UP)));
    }

    private static Map<String, ConvergeReport> converged() {
        DeploymentKey live = key("app", "v9");
        Map<String, ConvergeReport> converged = new TreeMap<>();
        converged.put(
                "app",
                ConvergeReport.of(
                        List.of(
                                new ConvergeWrite.PutState(live, DeploymentState.ACTIVE),
                                new ConvergeWrite.RestoreDesired(live, 3)),
                        Optional.of("v9"),
                        List.of("not read: throttled", "no two quiet passes within 6")));
        converged.put("app-eu", ConvergeReport.waiting(List.of(), Optional.of("v1"), "v1 is not healthy yet"));
        converged.put("gone", ConvergeReport.of(List.of(), Optional.empty(), List.of("not read")));
        converged.put("late", ConvergeReport.cutShort(List.of(), Optional.empty()));
        return converged;
    }

    private static ClusterSnapshot snapshot() {
        List<Deployment> deployments = IntStream.rangeClosed(1, 9)
                .mapToObj(each -> deployment(key("app", "v" + each), each))
                .toList();
        return new ClusterSnapshot(
                NOW,
                "arn:aws:ecs:eu-west-1:123456789012:cluster/prod",
                deployments,
                List.of(),
                Observed.known(new Routing(List.of(), Map.of())),
                Map.of(),
                List.of());
    }

    /** Draining for so many hours; only v6 and v7 have no service any more. */
    private static Deployment deployment(DeploymentKey key, int hours) {
        ParameterView state = new ParameterView(key.stateParameter(), "draining", NOW.minusSeconds(3600L * hours), 2);
        ServiceView service = new ServiceView(
                "arn:svc", key.serviceName(), "ACTIVE", NOW, 1, 1, 0, Map.of(), List.of("arn:tg"), "td:1");
        return new Deployment(
                key,
                hours == 6 || hours == 7 ? Optional.empty() : Optional.of(service),
                Lookup.of(state),
                Observed.known(List.of()),
                Map.of(),
                Lookup.missing(),
                List.of());
    }

    private static RunReport.Run run(Optional<String> only) {
        return new RunReport.Run("prod", NOW, false, only);
    }

    private static Plan plan(List<Executed> executed, String... remarks) {
        return new Plan(NOW, executed.stream().map(Executed::decision).toList(), Set.of(), List.of(remarks));
    }

    private static Map<String, RunReport> runs() {
        RunReport.Run whole = run(Optional.empty());
        RunReport.Run event = run(Optional.of("svc-app-v1"));
        List<Executed> work = work();
        List<Executed> one = work.subList(0, 1);
        List<Executed> kept = List.of(
                executed(key("app", "v2"), Reason.READY, List.of(), step(toZero(), new Outcome.Skipped("dry run"))));
        Map<String, RunReport> runs = new LinkedHashMap<>();
        runs.put(
                "whole",
                RunReport.of(whole, snapshot(), plan(work, "odd parameter /apps/app/\u00e4"), work, converged()));
        runs.put(
                "dry",
                RunReport.of(
                        new RunReport.Run("prod", NOW, true, Optional.empty()),
                        snapshot(),
                        plan(kept),
                        kept,
                        Map.of()));
        runs.put("event", RunReport.of(event, snapshot(), plan(one), one, Map.of()));
        runs.put("idle event", RunReport.idle(event, "nothing to do for svc-app-v1: it serves"));
        runs.put("unobserved", RunReport.unobserved(whole, "DescribeServices: throttled"));
        runs.put("unobserved event", RunReport.unobserved(event, "throttled"));
        runs.put("empty", RunReport.of(whole, snapshot(), plan(List.of()), List.of(), Map.of()));
        return runs;
    }

    @Test
    void jsonIsAsItWas() throws IOException {
        matches("runs.json", report -> List.of(RunReportJson.of(report)));
    }

    @Test
    void textIsAsItWas() throws IOException {
        matches("runs.txt", RunReportText::of);
    }

    @Test
    void metricLinesAreAsTheyWere() throws IOException {
        matches("runs.jsonl", RunMetrics::lines);
    }

    @Test
    void exitStatusIsAsItWas() throws IOException {
        matches("runs-failed.txt", report -> List.of(Boolean.toString(report.failed())));
    }

    private static void matches(String file, Function<RunReport, List<String>> told) throws IOException {
        List<String> lines = new ArrayList<>();
        runs().forEach((kind, report) -> {
            lines.add("== " + kind);
            lines.addAll(told.apply(report));
        });
        String whole = String.join("\n", lines) + "\n";
        Path golden = GOLDEN.resolve(file);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, whole);
        }
        assertThat(whole).isEqualTo(Files.readString(golden));
    }
}
