package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service at desired 0: what is deleted of it, in which order, and what keeps it. */
class DeletionTest {

    private static final String GROUP = "tg/app/v1";

    private final Draft draft = Draft.of("v1");

    @BeforeEach
    void itIsAtZeroAndStamped() {
        draft.desired = 0;
        draft.tag(Tags.DRAIN_STARTED_AT, Draft.ago(Duration.ofHours(1)).toString())
                .tag(Tags.DRAIN_SEEN, DrainStart.note(draft.parameter.found().orElseThrow()));
    }

    private Decision decide() {
        return decide(ReaperPolicy.DEFAULT);
    }

    private Decision decide(ReaperPolicy policy) {
        return Planner.plan(Draft.snapshot(draft), policy).decisions().get(0);
    }

    private RuleRef ref(String rule) {
        return new RuleRef(rule, draft.listener());
    }

    @Test
    void theMarkIsFirstThenRulesGroupsParameterScalingAndTheServiceLast() {
        draft.rule("rule", Draft.header(1)).scaling = Lookup.of(new ScalingView("service/v1", 1, 4, true, true, true));
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.DRAINED);
        assertThat(decision.actions())
                .containsExactly(
                        new Action.MarkRetired(
                                Grounds.DRAINING, "arn:v1", new Attachments(List.of(GROUP), List.of("lb"))),
                        new Action.DeleteRule(Grounds.RETIRED, ref("rule"), List.of(GROUP)),
                        new Action.DeleteTargetGroup(Grounds.RETIRED, GROUP),
                        new Action.DeleteParameter(Grounds.RETIRED, "/apps/app/v1/state"),
                        new Action.DeregisterScalableTarget(Grounds.RETIRED),
                        new Action.DeleteService(Grounds.RETIRED, "arn:v1"));
    }

    @Test
    void oneThatCarriesTheMarkIsNotMarkedAgainAndItsOtherMarksAreLeftAsTheyAre() {
        draft.tag(Tags.STATE, TagState.RETIRED.word());
        assertThat(decide().actions())
                .extracting(Action::word)
                .containsExactly("DeleteTargetGroup", "DeleteParameter", "DeleteService");
    }

    @Test
    void theMarkStandsWhereTheParameterWasDeletedAlready() {
        draft.tag(Tags.STATE, TagState.RETIRED.word()).parameter = Lookup.missing();
        assertThat(decide().actions()).extracting(Action::word).containsExactly("DeleteTargetGroup", "DeleteService");
    }

    @Test
    void aMarkThatSpeaksAloneIsSaidToBeBelieved() {
        draft.tag(Tags.STATE, TagState.RETIRED.word()).parameter = Lookup.missing();
        assertThat(decide().detail())
                .startsWith("it has no state parameter, and its service's tag state=retired is believed: a deletion was"
                        + " interrupted; ");
    }

    @Test
    void scalingThatCouldNotBeReadIsDeregisteredToBeSure() {
        draft.scaling = Lookup.unknown("throttled");
        assertThat(decide().actions()).contains(new Action.DeregisterScalableTarget(Grounds.RETIRED));
    }

    @Test
    void aRuleThatServesOthersTooLosesOurMemberOnly() {
        draft.rules.add(new RuleView(
                "shared",
                draft.listener(),
                1,
                List.of(Draft.header(1)),
                List.of(new ForwardTarget(GROUP, 1), new ForwardTarget("tg/other", 0)),
                Map.of(Tags.DEPLOYMENT_ID, "v1")));
        assertThat(decide().actions())
                .contains(new Action.RemoveFromRule(Grounds.RETIRED, ref("shared"), List.of(GROUP)))
                .noneMatch(Action.DeleteRule.class::isInstance);
    }

    @ParameterizedTest(name = "weight {0}")
    @ValueSource(ints = {0, 1})
    void aDefaultActionThatNamesItsGroupKeepsItWhateverTheWeight(int weight) {
        draft.defaults.add(new ForwardTarget(GROUP, weight));
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.STILL_ROUTED);
        assertThat(decision.detail()).contains("the default action of " + draft.listener());
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void aWeightOfZeroSendsNothingAndHoldsNoRetirementUp() {
        draft.desired = 1;
        draft.defaults.add(new ForwardTarget(GROUP, 0));
        assertThat(decide().reason()).isEqualTo(Reason.READY);
    }

    @Test
    void aDefaultActionThatForwardsToOthersIsNoneOfItsBusiness() {
        draft.defaults.add(new ForwardTarget("tg/app/v2", 1));
        assertThat(decide().reason()).isEqualTo(Reason.DRAINED);
    }

    @Test
    void whatHasNotStoppedIsNamedAndNothingIsDeletedUntilItHas() {
        draft.tasks(Draft.task("gone", "STOPPED"), Draft.task("leaving", "DEACTIVATING"));
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.TASKS_STOPPING);
        assertThat(decision.detail()).isEqualTo("1 of its tasks not stopped yet");
        assertThat(decision.blockers())
                .containsExactly(
                        new Blocker("leaving", Optional.of(Draft.ago(Duration.ofDays(1))), "it is DEACTIVATING"));
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void protectionThatATaskRenewedSinceIsClearedAgainWhileItIsMeantToRun() {
        draft.tag(Tags.DESIRED_COUNT, "2").tasks(Draft.task("kept", "RUNNING"), Draft.task("leaving", "DEACTIVATING"));
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.TASKS_STOPPING);
        assertThat(decision.actions())
                .containsExactly(new Action.ClearTaskProtection(Grounds.DRAINING, List.of("task/kept")));
    }

    @Test
    void protectionStaysWhereAnotherHandScaledDownOrClientsFindTheWay() {
        draft.tasks(Draft.task("busy", "RUNNING"));
        assertThat(decide().actions()).isEmpty();
        draft.tag(Tags.DESIRED_COUNT, "2").rule("open", Draft.header(1));
        assertThat(decide().reason()).isEqualTo(Reason.TASKS_STOPPING);
        assertThat(decide().actions()).isEmpty();
    }

    @Test
    void tasksThatCouldNotBeReadAreNotNone() {
        draft.tasks = Optional.of(Observed.unknown("throttled"));
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.OBSERVATION_INCOMPLETE);
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void retireOnlyDeletesNothing() {
        Decision decision = decide(Policies.retireOnly());
        assertThat(decision.reason()).isEqualTo(Reason.RETIRE_ONLY);
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void whatIsHeldBackIsKeptInOrderAllTheSame() {
        draft.tags.remove(Tags.DRAIN_SEEN);
        assertThat(decide(Policies.retireOnly()).actions()).isNotEmpty().allMatch(Action::isUpkeep);
        draft.tasks(Draft.task("leaving", "STOPPING"));
        assertThat(decide().actions()).isNotEmpty().allMatch(Action::isUpkeep);
        draft.tasks = Optional.of(Observed.unknown("throttled"));
        assertThat(decide().actions()).isNotEmpty().allMatch(Action::isUpkeep);
        draft.defaults.add(new ForwardTarget(GROUP, 0));
        assertThat(decide().actions()).isNotEmpty().allMatch(Action::isUpkeep);
    }

    @ParameterizedTest(name = "tag {0}, desired {1}: {2}")
    @CsvSource({
        "retired, 1, though its tag says retired",
        "active, 0, though its tag says active",
        "draining, 0, though its tag says draining",
        "odd, 0, it has no state parameter"
    })
    void withoutAParameterOnlyTheMarkAtZeroIsLeave(String tag, int desired, String detail) {
        draft.tag(Tags.STATE, tag).parameter = Lookup.missing();
        draft.desired = desired;
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.STATE_UNKNOWN);
        assertThat(decision.detail()).endsWith(detail);
        assertThat(decision.actions()).isEmpty();
    }

    @ParameterizedTest(name = "tag {0}, desired {1}: {2}")
    @CsvSource({"draining, 0, true", "draining, 1, false", "active, 0, false"})
    void aDeletionWhoseMarkWasOverwrittenBeginsAgain(String tag, int desired, boolean begins) {
        draft.tag(Tags.STATE, tag).tag(Tags.DESIRED_COUNT, "2").parameter = Lookup.missing();
        draft.desired = desired;
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.STATE_UNKNOWN);
        assertThat(decision.actions())
                .isEqualTo(begins ? List.of(new Action.MakeDraining(Grounds.UNMARKED, "arn:v1")) : List.of());
    }

    @Test
    void oneThatEcsIsDeletingIsLeftToIt() {
        draft.status = "DRAINING";
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.SERVICE_DELETING);
        assertThat(decision.actions()).isEmpty();
    }
}
