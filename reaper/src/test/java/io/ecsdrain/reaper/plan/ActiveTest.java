package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An active deployment gets back what a drain that was called off has taken from it, and nothing else. */
class ActiveTest {

    private static final Action RESTORE = new Action.RestoreOriginals("arn:v1", List.of("tg/app/v1"), true);

    private final Draft draft = Draft.of("v1");

    @BeforeEach
    void itIsActiveAndTaggedSo() {
        draft.state("active", 3, Draft.ago(Duration.ofHours(1))).tag(Tags.STATE, "active");
    }

    private Decision decide() {
        return Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
    }

    @Test
    void withoutMarksNothingIsDone() {
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.ACTIVE);
        assertThat(decision.detail()).isEqualTo("takes new sessions");
        assertThat(decision.actions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Tags.DRAIN_STARTED_AT,
                Tags.DRAIN_SEEN,
                Tags.DESIRED_COUNT,
                Tags.SCALING_WAS,
                Tags.SCALING_BOUNDS,
                Tags.REBALANCING_WAS
            })
    void eachMarkOnItsServiceIsReasonToRestoreIt(String mark) {
        draft.tag(mark, "x");
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.RESTORED);
        assertThat(decision.actions()).containsExactly(RESTORE);
    }

    @Test
    void aDelayNotedOnItsTargetGroupIsReasonToRestoreIt() {
        draft.groupTags.put(Tags.DEREGISTRATION_DELAY, "300");
        assertThat(decide().actions()).containsExactly(RESTORE);
    }

    @ParameterizedTest(name = "maximum {0}, desired {1}: {2}")
    @CsvSource({"6, 6, false", "6, 5, true", "3, 6, true", "8, 6, true", "6, 0, false"})
    void boundsThatWeWidenedAreGivenBackOnceTheCountLiesInside(int max, int desired, boolean restored) {
        draft.tag(Tags.SCALING_BOUNDS, "1-3/1-6").desired = desired;
        draft.scaling = Lookup.of(new ScalingView("service/v1", 1, max, false, false, false));
        assertThat(decide().actions().contains(RESTORE)).isEqualTo(restored);
        draft.scaling = Lookup.unknown("throttled");
        assertThat(decide().actions()).isEmpty();
    }

    @Test
    void theNoteOfBoundsIsTakenOffWhereTheScalableTargetIsGone() {
        draft.tag(Tags.SCALING_BOUNDS, "1-3/1-6").desired = 6;
        draft.scaling = Lookup.missing();
        assertThat(decide().actions()).containsExactly(RESTORE);
    }

    @Test
    void scalingAloneIsNotGivenBackAtZeroForThatWouldStartTasks() {
        draft.tag(Tags.SCALING_WAS, "none").desired = 0;
        assertThat(decide().actions()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"draining", "retired", "odd"})
    void aTagThatSaysOtherwiseIsRepairedAndThatAloneIsNoRestoration(String tag) {
        draft.tag(Tags.STATE, tag);
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.ACTIVE);
        assertThat(decision.actions()).containsExactly(new Action.RepairTag("arn:v1", TagState.ACTIVE));
    }

    @Test
    void itsParkedRulesAreUnparkedOnceATargetAnswersBehindThem() {
        draft.parkedRule("parked", Draft.ago(Duration.ofMinutes(9))).rule("open", Draft.header(1));
        assertThat(decide().actions())
                .containsExactly(new Action.UnparkRules(List.of(new RuleRef("parked", draft.listener()))));
        draft.running = false;
        assertThat(decide().actions()).isEmpty();
    }

    @Test
    void oneWhoseServiceIsBeingDeletedIsNotGivenBackWhatEcsWouldRefuse() {
        draft.tag(Tags.DESIRED_COUNT, "2").status = "DRAINING";
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.SERVICE_DELETING);
        assertThat(decision.detail()).isEqualTo("active, but its service is DRAINING");
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void oneThatANewerWriteSupersededIsNotGivenBackWhatTheNextRunWouldTake() {
        draft.tag(Tags.DESIRED_COUNT, "2");
        Draft newer = Draft.of("v2").state("active", 1, Draft.ago(Duration.ofMinutes(9)));
        Decision decision = Planner.plan(Draft.snapshot(draft, newer), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
        assertThat(decision.reason()).isEqualTo(Reason.ACTIVE);
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void aStandInIsReachableAgain() {
        draft.running = false;
        Draft standIn = Draft.of("v0").parkedRule("parked", Draft.ago(Duration.ofMinutes(9)));
        Decision decision = Planner.plan(Draft.snapshot(draft, standIn), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
        assertThat(decision.reason()).isEqualTo(Reason.LAST_SERVING);
        assertThat(decision.actions())
                .endsWith(new Action.UnparkRules(List.of(new RuleRef("parked", standIn.listener()))));
    }
}
