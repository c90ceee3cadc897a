package io.ecsdrain.reaper.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Executed;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.report.RunReport.DeploymentReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run as CloudWatch is told of it, line by line. */
class RunMetricsTest {

    private static final Action TO_ZERO =
            new Action.ScaleToZero(Grounds.DRAINING, new Attachments(List.of(), List.of()), Optional.empty());
    private static final Action DELETE_SERVICE = new Action.DeleteService(Grounds.DRAINING, "arn:svc");
    private static final Action DELETE_PARAMETER = new Action.DeleteParameter(Grounds.LEFTOVER, "/apps/app/v6/state");
    private static final Action DELETE_RULE =
            new Action.DeleteRule(Grounds.LEFTOVER, new RuleRef("arn:rule", "arn:listener"), List.of());

    private static final Path GOLDEN = Path.of("src/test/resources/io/ecsdrain/reaper/report/metrics.jsonl");

    private static DeploymentReport of(String name, String id, Reason reason, String since, Executed.Step... steps) {
        return of(name, id, reason, since, List.of(), steps);
    }

    private static DeploymentReport of(
            String name, String id, Reason reason, String since, List<Blocker> blockers, Executed.Step... steps) {
        List<Executed.Step> did = List.of(steps);
        Decision decision = new Decision(
                new DeploymentKey(name, id),
                reason,
                "",
                blockers,
                did.stream().map(Executed.Step::action).toList());
        return new DeploymentReport(
                new Executed(decision, did), Optional.ofNullable(since).map(Instant::parse));
    }

    private static Executed.Step did(Action action, Outcome outcome) {
        return new Executed.Step(action, outcome);
    }

    private static RunReport report(
            Optional<String> only, List<DeploymentReport> decisions, Map<String, ConvergeReport> converged) {
        RunReport.Run run = new RunReport.Run("prod", Instant.parse("2026-01-01T12:00:00Z"), false, only);
        return new RunReport(run, decisions, converged, List.of(), List.of());
    }

    private static RunReport busyRun() {
        List<Blocker> blockers = List.of(blocker("t1"), blocker("t2"));
        Action stamp = new Action.StampDrainStart("arn:svc", Instant.EPOCH, "1@x");
        return report(
                Optional.empty(),
                List.of(
                        of("app", "v1", Reason.DRAINED, "2026-01-01T09:00:00Z", did(DELETE_SERVICE, Outcome.DONE)),
                        of("app", "v2", Reason.READY, "2026-01-01T10:00:00Z", did(TO_ZERO, Outcome.DONE)),
                        of("app", "v3", Reason.MAX_AGE, "2026-01-01T00:00:00Z", did(TO_ZERO, Outcome.DONE)),
                        of("app", "v4", Reason.NOT_READY, "2026-01-01T11:00:00Z", blockers, did(stamp, Outcome.DONE)),
                        of("app", "v5", Reason.MAX_AGE, "2026-01-01T00:00:00Z", did(TO_ZERO, new Outcome.Stale(""))),
                        of(
                                "app",
                                "v6",
                                Reason.LEFTOVER,
                                null,
                                did(DELETE_RULE, Outcome.DONE),
                                did(DELETE_PARAMETER, Outcome.DONE)),
                        of(
                                "app",
                                "v7",
                                Reason.LEFTOVER,
                                null,
                                did(DELETE_RULE, new Outcome.Failed("")),
                                did(DELETE_PARAMETER, new Outcome.Skipped(""))),
                        of("app", "v8", Reason.ACTIVE, null),
                        of("app-eu", "v1", Reason.ACTIVE, null)),
                Map.of(
                        "app",
                        ConvergeReport.of(
                                List.of(), Optional.of("v8"), List.of("not read: GetParametersByPath: throttled")),
                        "gone",
                        ConvergeReport.of(List.of(), Optional.empty(), List.of("not read"))));
    }

    private static Blocker blocker(String task) {
        return new Blocker(task, Optional.empty(), "");
    }

    @Test
    void aRunIsOneLineForEachDeploymentName() throws IOException {
        List<String> lines = RunMetrics.lines(busyRun());
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.write(GOLDEN, lines);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN));
    }

    @Test
    void afterAnEventNothingIsSaidOfHowManyThereAre() {
        RunReport report = report(
                Optional.of("svc-app-v1"),
                List.of(of("app", "v1", Reason.DRAINED, "2026-01-01T09:00:00Z", did(DELETE_SERVICE, Outcome.DONE))),
                Map.of());
        assertThat(RunMetrics.lines(report))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .doesNotContain("Draining", "BlockedTasks", "DrainSeconds", "OldestDrainSeconds")
                .contains("\"Cleaned\":1");
    }

    @Test
    void whatIsKeptOnPurposeIsNotTheOldestDrain() {
        RunReport report = report(
                Optional.empty(),
                List.of(
                        of("app", "v1", Reason.RETIRE_ONLY, "2026-01-01T00:00:00Z"),
                        of("app", "v2", Reason.KEEP_PREVIOUS, "2026-01-01T01:00:00Z"),
                        of("app", "v3", Reason.NOT_READY, "2026-01-01T11:59:00Z")),
                Map.of());
        assertThat(RunMetrics.lines(report))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .contains("\"Draining\":3")
                .contains("\"OldestDrainSeconds\":60");
    }

    @Test
    void aRunThatSawNothingSaysNothing() {
        assertThat(RunMetrics.lines(report(Optional.empty(), List.of(), Map.of())))
                .isEmpty();
    }
}
