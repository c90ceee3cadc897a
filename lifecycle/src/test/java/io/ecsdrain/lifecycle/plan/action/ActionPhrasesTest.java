package io.ecsdrain.lifecycle.plan.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.ParameterView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A dry run prints these: each action is to say what it does, and to what. */
class ActionPhrasesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");
    private static final Grounds LEAVE = Grounds.RETIRED;
    private static final RuleRef RULE = new RuleRef("arn:rule/app/r1", "arn:listener/app/l1");
    private static final RuleRef OTHER = new RuleRef("arn:rule/app/r2", "arn:listener/app/l1");
    private static final Attachments WAYS = new Attachments(List.of(), List.of());

    static List<Action> actions() {
        return List.of(
                new Action.StampDrainStart("s", NOW, "1@x"),
                new Action.RepairTag("s", TagState.DRAINING),
                new Action.SuspendScaleIn("s"),
                new Action.StopRebalancing("s"),
                new Action.RestoreOriginals("s", List.of(), true),
                new Action.GiveBackOriginals("s", List.of()),
                new Action.ParkRules(List.of(RULE)),
                new Action.UnparkRules(List.of(RULE)),
                new Action.WriteFence(WAYS, new ParameterView("/apps/app/v1/state", "draining", NOW, 1)),
                new Action.DeleteFence(),
                new Action.WriteOriginals(LEAVE, "s", List.of()),
                new Action.SuspendAllScaling(LEAVE, "s"),
                new Action.ReleaseHold("s", List.of()),
                new Action.ClearTaskProtection(Grounds.DRAINING, List.of("a", "b", "c")),
                new Action.LowerDeregistrationDelay(List.of("tg"), 10),
                new Action.MarkKept("s"),
                new Action.ScaleToZero(LEAVE, WAYS, Optional.empty()),
                new Action.MakeDraining(Grounds.HALF_CREATED, "s"),
                new Action.MarkRetired(LEAVE, "s", WAYS),
                new Action.DeleteRule(LEAVE, RULE, List.of()),
                new Action.RemoveFromRule(LEAVE, RULE, List.of()),
                new Action.DeleteTargetGroup(LEAVE, "arn:targetgroup/app-v1/9"),
                new Action.DeleteParameter(LEAVE, "/apps/app/v1/state"),
                new Action.DeregisterScalableTarget(LEAVE),
                new Action.DeleteService(LEAVE, "arn:service/app/svc-app-v1"));
    }

    @Test
    void everyKindOfActionIsTriedHere() {
        List<Class<?>> tried =
                actions().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(tried).containsExactlyInAnyOrder(Action.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("actions")
    void eachHasAPhraseForPeopleAndNotTheNameOfItsClass(Action action) {
        assertThat(ActionPhrases.of(action))
                .isNotBlank()
                .isNotEqualTo(action.word())
                .contains(" ");
    }

    @Test
    void noTwoSayTheSameSaveTheTwoThatGiveBack() {
        List<String> phrases = actions().stream().map(ActionPhrases::of).toList();
        assertThat(phrases.stream().distinct()).hasSize(phrases.size() - 1);
    }

    @Test
    void whatIsActedOnIsNamed() {
        String all = String.join("\n", actions().stream().map(ActionPhrases::of).toList());
        assertThat(all)
                .contains(Arrays.asList(
                        "since " + NOW,
                        "state=draining",
                        "park rule app/r1",
                        "(3)",
                        "to 10 s",
                        "delete rule app/r1",
                        "target group app-v1/9",
                        "parameter /apps/app/v1/state",
                        "service app/svc-app-v1"));
    }

    @Test
    void oneRuleIsNamedSeveralAreCountedAndNoneIsSaidToBeNone() {
        assertThat(ActionPhrases.of(new Action.ParkRules(List.of(RULE, OTHER)))).endsWith("park 2 rules");
        assertThat(ActionPhrases.of(new Action.ParkRules(List.of()))).contains("no rule of its own");
    }
}
