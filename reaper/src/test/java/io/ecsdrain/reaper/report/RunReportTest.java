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
import io.ecsdrain.reaper.plan.decision.Sessions;
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

    @Test
    void twentyTasksThatConnectionsHoldAreOneLineWithTheAddressesOfAll() {
        List<Blocker> held = IntStream.range(0, 20)
                .mapToObj(each -> Blocker.by(
                        new Sessions(3, true, Map.of("10.0.0." + each % 7, 2L)), "t" + each, NOW.minusSeconds(each)))
                .toList();

        assertThat(blockersOf(held))
                .containsExactly("    20 tasks: together they have 60 sessions, held by connections only,"
                        + " from 10.0.0.0 (6), 10.0.0.1 (6), 10.0.0.2 (6), 10.0.0.3 (6), 10.0.0.4 (6) and 2 more,"
                        + " elsewhere (20), the longest since 2026-01-01T00:00:11Z");
    }

    @Test
    void tasksWithOtherSessionsAreALineOfTheirOwnHoweverManyTheyHave() {
        List<Blocker> held = IntStream.rangeClosed(1, 8)
                .mapToObj(each -> Blocker.by(new Sessions(each, each > 4, Map.of()), "t" + each, NOW))
                .toList();

        assertThat(blockersOf(held))
                .containsExactly(
                        "    4 tasks: together they have 10 sessions, the longest since " + NOW,
                        "    4 tasks: together they have 26 sessions, held by connections only, the longest since "
                                + NOW);
    }

    @Test
    void threeTasksAreNamedOneByOneWithTheirOwnAddresses() {
        List<Blocker> held = IntStream.rangeClosed(1, 3)
                .mapToObj(each -> Blocker.by(new Sessions(each, true, Map.of("10.0.0." + each, 1L)), "t" + each, NOW))
                .toList();

        assertThat(blockersOf(held))
                .containsExactly(
                        "    task t1: it has 1 session, held by connections only, from 10.0.0.1 (1), since " + NOW,
                        "    task t2: it has 2 sessions, held by connections only, from 10.0.0.2 (1), elsewhere (1), since "
                                + NOW,
                        "    task t3: it has 3 sessions, held by connections only, from 10.0.0.3 (1), elsewhere (2), since "
                                + NOW);
    }

    private static List<String> blockersOf(List<Blocker> blockers) {
        ConvergeReport agreed = ConvergeReport.of(List.of(), Optional.of("v2"), List.of());
        return RunReportText.of(report(agreed, blockers)).stream()
                .filter(line -> line.contains("task"))
                .filter(line -> line.startsWith("    "))
                .toList();
    }
}
