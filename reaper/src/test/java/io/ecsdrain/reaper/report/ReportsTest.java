package io.ecsdrain.reaper.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.reaper.report.RunReport.ActionLine;
import io.ecsdrain.reaper.report.RunReport.BlockerLine;
import io.ecsdrain.reaper.report.RunReport.ConvergeLine;
import io.ecsdrain.reaper.report.RunReport.DecisionLine;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static RunReport report(String outcome) {
        return new RunReport(
                "prod",
                "2026-01-01T00:00:30Z",
                false,
                null,
                List.of(new DecisionLine(
                        "app",
                        "v1",
                        "not-ready",
                        "1 of its tasks not ready",
                        "2026-01-01T00:00:00Z",
                        List.of(new BlockerLine("t1", "2026-01-01T00:00:00Z", "it reports sessions")),
                        List.of(new ActionLine("StampDrainStart", "note that it drains", outcome, "")))),
                List.of(new ConvergeLine("app", "v2", List.of(), List.of(), false)),
                List.of("odd parameter /apps/app/x"),
                List.of(),
                List.of(),
                Map.of("not-ready", 1L));
    }

    @Test
    void textHasOneLineADecisionWithItsReasonAndBelowItWhoBlocks() {
        assertThat(Reports.text(report("Done")))
                .containsExactly(
                        "remark: odd parameter /apps/app/x",
                        "app/v1 not-ready: 1 of its tasks not ready",
                        "    task t1: it reports sessions, since 2026-01-01T00:00:00Z",
                        "    note that it drains: Done",
                        "converge app: live is v2",
                        "summary: 1 not-ready");
    }

    @Test
    void aHundredTasksOfWhichTheSameIsToBeSaidAreOneLine() {
        List<BlockerLine> stopping = IntStream.range(0, 100)
                .mapToObj(each ->
                        new BlockerLine("t" + each, "2026-01-01T00:00:" + (59 - each / 2) + "Z", "it is DEACTIVATING"))
                .toList();
        RunReport report = new RunReport(
                "prod",
                "2026-01-01T00:00:30Z",
                false,
                null,
                List.of(new DecisionLine(
                        "app", "v1", "tasks-stopping", "100 not stopped yet", null, stopping, List.of())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of("tasks-stopping", 1L));

        assertThat(Reports.text(report))
                .containsExactly(
                        "app/v1 tasks-stopping: 100 not stopped yet",
                        "    100 tasks: it is DEACTIVATING, the longest since 2026-01-01T00:00:10Z",
                        "summary: 1 tasks-stopping");
    }

    @Test
    void jsonSaysTheSameInSnakeCase() throws Exception {
        var json = new ObjectMapper().readTree(Reports.json(report("Done")));
        assertThat(json.path("started_at").asText()).isEqualTo("2026-01-01T00:00:30Z");
        var decision = json.path("decisions").get(0);
        assertThat(decision.path("deployment_id").asText()).isEqualTo("v1");
        assertThat(decision.path("blockers").get(0).path("task_id").asText()).isEqualTo("t1");
        assertThat(decision.path("actions").get(0).path("outcome").asText()).isEqualTo("Done");
        assertThat(json.path("summary").path("not-ready").asInt()).isEqualTo(1);
    }

    @Test
    void onlyAFailedActionAProblemOrADisagreementIsFailure() {
        assertThat(report("Done").failed()).isFalse();
        assertThat(report("Stale").failed()).isFalse();
        assertThat(report("Failed").failed()).isTrue();
    }
}
