package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy.MaxAgeFrom;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done, and in which order, before a service is scaled to zero, and what is kept in order until then. */
class ToZeroTest {

    private static final ScalingView SCALING = new ScalingView("service/v1", 1, 4, true, false, true);

    private final Draft draft = Draft.of("v1");

    private Decision decide() {
        return Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
    }

    private List<String> words() {
        return decide().actions().stream().map(Action::word).toList();
    }

    private List<Action> steps() {
        return decide().actions().stream().filter(action -> !action.isUpkeep()).toList();
    }

    @Test
    void originalsScalingProtectionAndDelayComeBeforeTheCount() {
        draft.scaling = Lookup.of(SCALING);
        List<String> groups = List.of("tg/app/v1");
        assertThat(steps())
                .containsExactly(
                        new Action.WriteOriginals(Grounds.DRAINING, "arn:v1", groups),
                        new Action.SuspendAllScaling(Grounds.DRAINING, "arn:v1"),
                        new Action.ClearTaskProtection(Grounds.DRAINING, List.of("task/t")),
                        new Action.LowerDeregistrationDelay(groups, 10),
                        new Action.ScaleToZero(
                                Grounds.DRAINING, new Attachments(groups, List.of()), draft.parameter.found()));
    }

    @Test
    void whereNothingScalesNothingIsSuspendedButIgnoranceIsNoProof() {
        assertThat(words()).doesNotContain("SuspendAllScaling");
        draft.scaling = Lookup.unknown("throttled");
        assertThat(words()).contains("SuspendAllScaling");
    }

    @Test
    void withoutATaskNoProtectionIsTakenOffAndNoTargetsDelayMatters() {
        draft.running = false;
        assertThat(decide().reason()).isEqualTo(Reason.NO_TASKS);
        assertThat(decide().detail()).isEqualTo("draining, and no task is meant to run");
        assertThat(words()).doesNotContain("ClearTaskProtection").endsWith("ScaleToZero");
    }

    @Test
    void aTaskThatIsStoppingAlreadyKeepsItsDelayForItWasNeverAsked() {
        draft.tasks(Draft.task("gone", "STOPPED"));
        assertThat(words()).contains("LowerDeregistrationDelay");
        draft.tasks(Draft.task("leaving", "DEACTIVATING"), Draft.task("gone", "STOPPED"));
        assertThat(words()).doesNotContain("LowerDeregistrationDelay");
        assertThat(steps()).contains(new Action.ClearTaskProtection(Grounds.DRAINING, List.of("task/leaving")));
    }

    @Test
    void whatCouldNotBeReadIsSaidToBeTheTasks() {
        draft.tasks = Optional.of(Observed.unknown("DescribeTasks: throttled"));
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.OBSERVATION_INCOMPLETE);
        assertThat(decision.detail()).contains("DescribeTasks: throttled");
    }

    @ParameterizedTest(name = "{0} hours and {1} ms: {2}")
    @CsvSource({"48, 0, NOT_READY", "48, 1, MAX_AGE"})
    void itsAgeForcesItOnceItExceedsTheLimit(int hours, int more, Reason reason) {
        draft.state("draining", 2, Draft.ago(Duration.ofHours(hours).plusMillis(more))).says = 0;
        assertThat(decide().reason()).isEqualTo(reason);
    }

    @Test
    void theReportSaysSinceWhatItsAgeCounts() {
        draft.state("draining", 2, Draft.ago(Duration.ofHours(50))).says = 0;
        assertThat(decide().detail()).startsWith("MAX_AGE exceeded: draining for 180000 s, limit 172800 s");
        Decision literal = Planner.plan(
                        Draft.snapshot(draft), Policies.maxAge(Optional.of(Duration.ofDays(4)), MaxAgeFrom.CREATED))
                .decisions()
                .get(0);
        assertThat(literal.detail()).startsWith("MAX_AGE exceeded: created for 432000 s, limit 345600 s");
    }

    @ParameterizedTest(name = "{0} s old: {1}")
    @CsvSource({"120, NO_TASKS", "119, TOO_YOUNG"})
    void itsServiceIsOldEnoughAtMinAge(int seconds, Reason reason) {
        draft.created = Draft.ago(Duration.ofSeconds(seconds));
        draft.running = false;
        assertThat(decide().reason()).isEqualTo(reason);
    }

    @ParameterizedTest(name = "tag {0}, desired {1}: repaired {2}")
    @CsvSource({
        "draining, 1, false",
        "active, 1, true",
        "deploying, 1, true",
        "odd, 1, true",
        ", 1, true",
        "retired, 1, true",
        "retired, 0, false",
        "draining, 0, false",
        "active, 0, true"
    })
    void theTagIsMadeToSayDrainingUnlessItIsTheLeaveToDelete(String tag, int desired, boolean repaired) {
        draft.tags.remove("state");
        if (tag != null) {
            draft.tag("state", tag);
        }
        draft.desired = desired;
        assertThat(words().contains("RepairTag")).isEqualTo(repaired);
    }

    @ParameterizedTest(name = "scale-in suspended {0}, schedules {1}, desired {2}: {3}")
    @CsvSource({
        "false, false, 1, true",
        "true, false, 1, true",
        "false, true, 1, true",
        "true, true, 1, false",
        "false, false, 0, false"
    })
    void autoScalingIsKeptFromPickingATaskOfAServiceThatHasAny(
            boolean scaleIn, boolean schedules, int desired, boolean wanted) {
        draft.scaling = Lookup.of(new ScalingView("service/v1", 1, 4, scaleIn, false, schedules));
        draft.desired = desired;
        assertThat(words().contains("SuspendScaleIn")).isEqualTo(wanted);
    }

    @ParameterizedTest(name = "rebalances {0}, desired {1}: {2}")
    @CsvSource({"true, 1, true", "true, 0, false", "false, 1, false"})
    void rebalancingIsKeptFromStoppingATaskOfAServiceThatHasAny(boolean rebalances, int desired, boolean wanted) {
        draft.rebalances = rebalances;
        draft.desired = desired;
        assertThat(words().contains("StopRebalancing")).isEqualTo(wanted);
    }

    @Test
    void whatDoesNotScaleOrCouldNotBeReadIsNotRegisteredWithAutoScaling() {
        assertThat(words()).doesNotContain("SuspendScaleIn");
        draft.scaling = Lookup.unknown("throttled");
        assertThat(words()).doesNotContain("SuspendScaleIn");
    }

    @Test
    void oneThatMustWaitForItsTurnWithSessionsGetsItsDelayBackMeanwhile() {
        Draft older = Draft.of("v2").state("draining", 2, Draft.ago(Duration.ofHours(50)));
        older.created = Draft.ago(Duration.ofDays(6));
        draft.state("draining", 2, Draft.ago(Duration.ofHours(50))).says = 0;
        draft.delay = 10;
        draft.groupTags.put(Tags.DEREGISTRATION_DELAY, "300");
        Decision waiting = Planner.plan(Draft.snapshot(draft, older), Policies.maxRetirements(1))
                .decisions()
                .get(0);
        assertThat(waiting.reason()).isEqualTo(Reason.RUN_LIMIT);
        assertThat(waiting.actions()).startsWith(new Action.ReleaseHold("arn:v1", List.of("tg/app/v1")));
        assertThat(waiting.retires()).isFalse();
    }

    @Test
    void ofThoseReadyTheOldestGoFirstAndTheOthersAreOnlyKeptInOrder() {
        Draft older = Draft.of("v2");
        older.created = Draft.ago(Duration.ofDays(6));
        List<Decision> decisions = Planner.plan(Draft.snapshot(draft, older), Policies.maxRetirements(1))
                .decisions();
        assertThat(decisions).extracting(Decision::reason).containsExactly(Reason.RUN_LIMIT, Reason.READY);
        assertThat(decisions.get(0).actions()).isNotEmpty().allMatch(Action::isUpkeep);
    }
}
