package io.ecsdrain.reaper.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Executed;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.report.RunReport.DeploymentReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunReportTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");
    private static final RunReport.Run RUN = new RunReport.Run("prod", NOW, false, Optional.empty());
    private static final Action STAMP = new Action.StampDrainStart("arn:svc", NOW, "1@x");

    private static RunReport report(ConvergeReport converged, List<Blocker> blockers, Outcome... outcomes) {
        List<Executed.Step> steps = List.of(outcomes).stream()
                .map(outcome -> new Executed.Step(STAMP, outcome))
                .toList();
        Decision decision = new Decision(
                new DeploymentKey("app", "v1"),
                Reason.TASKS_STOPPING,
                "some not stopped yet",
                blockers,
                steps.stream().map(Executed.Step::action).toList());
        return new RunReport(
                RUN,
                List.of(new DeploymentReport(new Executed(decision, steps), Optional.empty())),
                Map.of("app", converged),
                List.of(),
                List.of());
    }

    private static boolean fails(ConvergeReport converged, Outcome... outcomes) {
        return report(converged, List.of(), outcomes).failed();
    }

    @Test
    void onlyAFailedActionAProblemOrADisagreementIsFailure() {
        ConvergeReport agreed = ConvergeReport.of(List.of(), Optional.of("v2"), List.of());
        ConvergeReport waiting = ConvergeReport.waiting(List.of(), Optional.of("v2"), "v2 is not healthy yet");
        ConvergeReport unread = ConvergeReport.of(List.of(), Optional.of("v2"), List.of("not read"));

        assertThat(fails(agreed, Outcome.DONE)).isFalse();
        assertThat(fails(agreed, new Outcome.Stale("it is active"), Outcome.TIME_IS_UP))
                .isFalse();
        assertThat(fails(waiting, Outcome.GONE)).isFalse();
        assertThat(fails(agreed, Outcome.DONE, new Outcome.Failed("refused"))).isTrue();
        assertThat(fails(unread, Outcome.DONE)).isTrue();
        assertThat(RunReport.idle(RUN, "it serves").failed()).isFalse();
        assertThat(RunReport.unobserved(RUN, "throttled").failed()).isTrue();
    }

    @Test
    void aHundredTasksOfWhichTheSameIsToBeSaidAreOneLine() {
        // As text, a whole second comes after its fractions.
        List<Blocker> stopping = IntStream.range(0, 100)
                .mapToObj(each -> new Blocker(
                        "t" + each,
                        Optional.of(Instant.parse("2026-01-01T00:00:10Z").plusMillis(each)),
                        "it is dying"))
                .toList();
        ConvergeReport agreed = ConvergeReport.of(List.of(), Optional.of("v2"), List.of());

        assertThat(RunReportText.of(report(agreed, stopping)))
                .containsExactly(
                        "app/v1 tasks-stopping: some not stopped yet",
                        "    100 tasks: it is dying, the longest since 2026-01-01T00:00:10Z",
                        "converge app: live is v2",
                        "summary: 1 tasks-stopping");
    }
}
