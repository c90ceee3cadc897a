package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.SidecarLine;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.reaper.plan.Outlook.TaskOutlook;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy.MaxAgeFrom;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final Instant NOW = Draft.NOW;
    private static final Instant THIS_MINUTE = Instant.parse("2026-03-01T12:00:00Z");

    private final Draft draft = Draft.of("v1");

    @Test
    void whatMayGoNowGoesWithTheNextRun() {
        Outlook outlook = outlook(ReaperPolicy.DEFAULT);

        assertThat(outlook.decision().reason()).isEqualTo(Reason.READY);
        assertThat(outlook.earliest()).contains(NOW);
        assertThat(outlook.tasks()).containsExactly(new TaskOutlook("t", Optional.empty()));
        assertThat(outlook.drainingSince()).contains(Draft.ago(Duration.ofHours(1)));
        assertThat(outlook.latest()).contains(Draft.ago(Duration.ofHours(1)).plus(Duration.ofHours(48)));
    }

    @Test
    void aSessionThatEndsNowShowsInTheNextPeriod() {
        draft.says = 0;

        Outlook outlook = outlook(ReaperPolicy.DEFAULT);

        assertThat(outlook.earliest()).contains(THIS_MINUTE.plusSeconds(60 + 180));
        assertThat(outlook.tasks()).singleElement().satisfies(task -> assertThat(task.blocks())
                .hasValueSatisfying(blocker -> {
                    assertThat(blocker.why()).startsWith("it says 0 and has not said 1");
                    assertThat(blocker.since()).contains(THIS_MINUTE.minusSeconds(240));
                }));
    }

    @Test
    void aShortRowOfReadyPeriodsIsCountedOnFromItsBeginning() {
        assertThat(outlook(Policies.consecutive(9)).earliest())
                .contains(THIS_MINUTE.minusSeconds(240).plusSeconds(9 * 60));
    }

    @Test
    void oneWhoseClientsAreStillLedToItIsParkedFirstAndCountsFromTheNextPeriod() {
        draft.rule("open", Draft.header(1));

        Outlook outlook = outlook(ReaperPolicy.DEFAULT);

        assertThat(outlook.decision().reason()).isEqualTo(Reason.PARKING);
        assertThat(outlook.parkedSince()).isEmpty();
        assertThat(outlook.earliest()).contains(THIS_MINUTE.plusSeconds(60 + 180));
        draft.says = 0;
        assertThat(outlook(ReaperPolicy.DEFAULT).earliest()).contains(THIS_MINUTE.plusSeconds(120 + 180));
    }

    @Test
    void oneThatIsParkedCountsFromTheParking() {
        Instant parked = NOW.minusSeconds(100);
        draft.parkedRule("parked", parked);

        Outlook outlook = outlook(ReaperPolicy.DEFAULT);

        assertThat(outlook.decision().reason()).isEqualTo(Reason.AWAITING_PARKED_EVIDENCE);
        assertThat(outlook.parkedSince()).contains(parked);
        assertThat(outlook.earliest()).contains(THIS_MINUTE.minusSeconds(60).plusSeconds(180));
    }

    @Test
    void oneWithoutRulesIsNeverParked() {
        assertThat(outlook(ReaperPolicy.DEFAULT).parkedSince()).isEmpty();
    }

    @Test
    void aTaskThatWasBusyInAnEarlierPeriodMayBeReadyInThisOne() {
        draft.evidence = Map.of("t", new Evidence.Points(List.of(new Evidence.Point(THIS_MINUTE.minusSeconds(60), 0))));

        assertThat(outlook(ReaperPolicy.DEFAULT).earliest()).contains(THIS_MINUTE.plusSeconds(180));
    }

    @Test
    void thePeriodInWhichItBeganToDrainCountsForNothing() {
        draft.state("draining", 2, THIS_MINUTE.plusSeconds(10));

        assertThat(outlook(ReaperPolicy.DEFAULT).earliest()).contains(THIS_MINUTE.plusSeconds(60 + 180));
    }

    @Test
    void nothingForcesWhatMaxAgeDoesNotReach() {
        assertThat(outlook(Policies.maxAge(Optional.empty(), MaxAgeFrom.DRAINING))
                        .latest())
                .isEmpty();
        Outlook kept = outlook(Policies.keepingPrevious(1));
        assertThat(kept.decision().reason()).isEqualTo(Reason.KEEP_PREVIOUS);
        assertThat(kept.earliest()).isEmpty();
        assertThat(kept.latest()).isEmpty();
    }

    @Test
    void theLatestCountsFromWhereThePolicySays() {
        assertThat(outlook(Policies.maxAge(Optional.of(Duration.ofDays(6)), MaxAgeFrom.CREATED))
                        .latest())
                .contains(draft.created.plus(Duration.ofDays(6)));
    }

    @Test
    void whatIsYoungWaitsForItsAgeFirst() {
        draft.created = NOW.minusSeconds(30);

        assertThat(outlook(ReaperPolicy.DEFAULT).earliest()).contains(NOW.plusSeconds(90));
    }

    @Test
    void atZeroOrActiveThereIsNothingToForetell() {
        draft.desired = 0;
        draft.tag(Tags.DESIRED_COUNT, "1");
        Outlook atZero = outlook(ReaperPolicy.DEFAULT);
        assertThat(atZero.atZero()).isTrue();
        assertThat(atZero.earliest()).isEmpty();

        draft.desired = 1;
        draft.state("active", 3, NOW);
        Outlook active = outlook(ReaperPolicy.DEFAULT);
        assertThat(active.drainingSince()).isEmpty();
        assertThat(active.earliest()).isEmpty();
        assertThat(active.tasks()).isEmpty();
    }

    @Test
    void itMovesOnWhileATaskIsBusyAndStandsOnceAllAreReadyOrTheNewestPeriodIs() {
        assertThat(outlook(ReaperPolicy.DEFAULT).slides()).as("ready").isFalse();
        assertThat(outlook(Policies.consecutive(9)).slides())
                .as("ready of late")
                .isFalse();
        draft.says = 0;
        assertThat(outlook(ReaperPolicy.DEFAULT).slides()).as("busy").isTrue();
    }

    @Test
    void oneWithoutTasksGoesWithTheNextRun() {
        draft.running = false;

        Outlook outlook = outlook(ReaperPolicy.DEFAULT);

        assertThat(outlook.earliest()).contains(NOW);
        assertThat(outlook.slides()).isFalse();
        assertThat(outlook.tasks()).isEmpty();
    }

    @Test
    void onlyTasksThatAreMeantToRunAreTold() {
        draft.tasks(Draft.task("t", "RUNNING"), Draft.task("gone", "STOPPED"));

        assertThat(outlook(ReaperPolicy.DEFAULT).tasks())
                .extracting(TaskOutlook::taskId)
                .containsExactly("t");
    }

    @Test
    void whatTheLimitOfARunLeavesMayGoWithTheNextOne() {
        Draft other = Draft.of("v0");
        List<Outlook> outlooks = Forecast.of(Draft.snapshot(draft, other), Policies.maxRetirements(1));

        assertThat(outlooks)
                .extracting(outlook -> outlook.decision().reason())
                .containsExactlyInAnyOrder(Reason.READY, Reason.RUN_LIMIT);
        assertThat(outlooks).allSatisfy(outlook -> {
            assertThat(outlook.earliest()).contains(NOW);
            assertThat(outlook.slides()).isFalse();
        });
    }

    @Test
    void maxAgeDoesNotReachWhatIsYoung() {
        draft.created = NOW.minusSeconds(30);

        assertThat(outlook(Policies.maxAge(Optional.of(Duration.ZERO), MaxAgeFrom.CREATED))
                        .latest())
                .contains(NOW.plusSeconds(90));
    }

    @Test
    void aTaskThatSaidInThisPeriodThatItIsBusyMayBeReadyInTheNext() {
        draft.evidence = Map.of("t", new Evidence.Points(List.of(new Evidence.Point(THIS_MINUTE, 0))));

        assertThat(outlook(ReaperPolicy.DEFAULT).earliest()).contains(THIS_MINUTE.plusSeconds(60 + 180));
    }

    @Test
    void aParkingInThisPeriodCountsFromTheNext() {
        draft.parkedRule("parked", THIS_MINUTE.plusSeconds(10));

        assertThat(outlook(ReaperPolicy.DEFAULT).earliest()).contains(THIS_MINUTE.plusSeconds(60 + 180));
    }

    /** What it takes then is the sidecar's own setting, so no more than the next run can be promised. */
    @Test
    void oneWhoseTasksSpeakByTheirLogsMayGoWithTheNextRunAndThatMovesOn() {
        draft.rule("open", Draft.header(1));
        draft.evidence = Map.of("t", new Evidence.Lines(List.of(line(true, 0))));
        Outlook ready = outlook(ReaperPolicy.DEFAULT);
        draft.evidence = Map.of("t", new Evidence.Lines(List.of(line(false, 2))));
        Outlook busy = outlook(ReaperPolicy.DEFAULT);

        assertThat(List.of(ready, busy)).allSatisfy(outlook -> {
            assertThat(outlook.byLines()).isTrue();
            assertThat(outlook.earliest()).contains(NOW);
            assertThat(outlook.slides()).isTrue();
        });
    }

    @Test
    void aPauseOfTheParkingIsOverFirst() {
        Map<String, String> paused = Map.of(
                Tags.DEPLOYMENT_NAME, draft.key.name(),
                Tags.DEPLOYMENT_ID, draft.key.id(),
                Tags.UNPARKED, "3@" + NOW.minusSeconds(60));
        draft.rule("open", paused, Draft.header(1));
        draft.evidence = Map.of("t", new Evidence.Lines(List.of(line(true, 0))));

        assertThat(outlook(ReaperPolicy.DEFAULT).earliest()).contains(NOW.plusSeconds(180));
        draft.created = NOW.minusSeconds(30);
        draft.state("draining", 2, NOW.minusSeconds(70));
        assertThat(outlook(Policies.consecutive(9)).earliest()).contains(NOW.plusSeconds(180));
    }

    private SidecarLine line(boolean ready, int busy) {
        return new SidecarLine(
                "t",
                NOW.minusSeconds(1),
                "boot",
                5,
                Duration.ofSeconds(15),
                draft.parameter.found().map(DrainStart::note),
                Optional.empty(),
                ready,
                busy,
                Map.of(),
                Map.of());
    }

    private Outlook outlook(ReaperPolicy policy) {
        return Forecast.of(Draft.snapshot(draft), policy).get(0);
    }
}
