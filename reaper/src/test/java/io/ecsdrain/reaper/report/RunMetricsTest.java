package io.ecsdrain.reaper.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.reaper.report.RunReport.ActionLine;
import io.ecsdrain.reaper.report.RunReport.BlockerLine;
import io.ecsdrain.reaper.report.RunReport.ConvergeLine;
import io.ecsdrain.reaper.report.RunReport.DecisionLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run as CloudWatch is told of it, line by line. */
class RunMetricsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/ecsdrain/reaper/report/metrics.jsonl");

    private static DecisionLine line(String name, String id, String reason, String since, ActionLine... actions) {
        return new DecisionLine(name, id, reason, "", since, List.of(), Arrays.asList(actions));
    }

    private static ActionLine did(String action, String outcome) {
        return new ActionLine(action, "", outcome, "");
    }

    private static RunReport report(String only, List<DecisionLine> decisions, List<ConvergeLine> converged) {
        return new RunReport(
                "prod",
                "2026-01-01T12:00:00Z",
                false,
                only,
                decisions,
                converged,
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    private static RunReport busyRun() {
        DecisionLine blocked = new DecisionLine(
                "app",
                "v4",
                "not-ready",
                "",
                "2026-01-01T11:00:00Z",
                List.of(new BlockerLine("t1", null, ""), new BlockerLine("t2", null, "")),
                List.of(did("StampDrainStart", "Done")));
        return report(
                null,
                List.of(
                        line("app", "v1", "drained", "2026-01-01T09:00:00Z", did("DeleteService", "Done")),
                        line("app", "v2", "ready", "2026-01-01T10:00:00Z", did("ScaleToZero", "Done")),
                        line("app", "v3", "max-age", "2026-01-01T00:00:00Z", did("ScaleToZero", "Done")),
                        blocked,
                        line("app", "v5", "max-age", "2026-01-01T00:00:00Z", did("ScaleToZero", "Stale")),
                        line("app", "v6", "leftover", null, did("DeleteRule", "Done"), did("DeleteParameter", "Done")),
                        line(
                                "app",
                                "v7",
                                "leftover",
                                null,
                                did("DeleteRule", "Failed"),
                                did("DeleteParameter", "Skipped")),
                        line("app", "v8", "active", null),
                        line("app-eu", "v1", "active", null)),
                List.of(
                        new ConvergeLine(
                                "app", "v8", List.of(), List.of("not read: GetParametersByPath: throttled"), false),
                        new ConvergeLine("gone", null, List.of(), List.of("not read"), false)));
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
                "svc-app-v1",
                List.of(line("app", "v1", "drained", "2026-01-01T09:00:00Z", did("DeleteService", "Done"))),
                List.of());
        assertThat(RunMetrics.lines(report))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .doesNotContain("Draining", "BlockedTasks", "DrainSeconds", "OldestDrainSeconds")
                .contains("\"Cleaned\":1");
    }

    @Test
    void whatIsKeptOnPurposeIsNotTheOldestDrain() {
        RunReport report = report(
                null,
                List.of(
                        line("app", "v1", "retire-only", "2026-01-01T00:00:00Z"),
                        line("app", "v2", "keep-previous", "2026-01-01T01:00:00Z"),
                        line("app", "v3", "not-ready", "2026-01-01T11:59:00Z")),
                List.of());
        assertThat(RunMetrics.lines(report))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .contains("\"Draining\":3")
                .contains("\"OldestDrainSeconds\":60");
    }

    @Test
    void aRunThatSawNothingSaysNothing() {
        assertThat(RunMetrics.lines(report(null, List.of(), List.of()))).isEmpty();
    }
}
