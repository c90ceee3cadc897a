package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.contract.Parking;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FencesTest {

    private static final Instant WRITTEN = Instant.parse("2026-03-01T12:00:00.500Z");
    private static final String PARKED = "2026-03-01T12:05:00Z";
    private static final String LATER = "2026-03-01T12:06:00Z";
    private static final ParameterView STATE = new ParameterView("/apps/app/v1/state", "draining", WRITTEN, 2);
    private static final List<RuleView> RULES = List.of(parked("a", PARKED), parked("b", PARKED));

    private static RuleView parked(String arn, String at) {
        return rule(arn, Parking.NO_CLIENT, Map.of(Tags.PARKED_AT, at));
    }

    private static RuleView rule(String arn, String sourceIp, Map<String, String> tags) {
        ConditionView condition = new ConditionView(Parking.CONDITION_FIELD, "", List.of(sourceIp));
        return new RuleView(arn, "listener", 1, List.of(condition), List.of(), tags);
    }

    private static String digest(RuleView... rules) {
        return Fences.digest(List.of(rules)).orElseThrow();
    }

    @Test
    void theDigestNamesEachRuleAndTheTimeOfItsParkingInWhateverOrderTheyAreRead() {
        assertThat(digest(parked("a", PARKED), parked("b", LATER)))
                .hasSize(64)
                .isEqualTo(digest(parked("b", LATER), parked("a", PARKED)))
                .isNotEqualTo(digest(parked("a", LATER), parked("b", PARKED)))
                .isNotEqualTo(digest(parked("a", PARKED)))
                .isNotEqualTo(digest(parked("a", PARKED), parked("c", LATER)));
    }

    @Test
    void oneRuleThatLeadsClientsOrDoesNotSaySinceWhenItIsParkedMeansNoDigest() {
        RuleView open = rule("b", "10.0.0.0/8", Map.of(Tags.PARKED_AT, PARKED));
        RuleView unstamped = rule("b", Parking.NO_CLIENT, Map.of());

        assertThat(Fences.digest(List.of(parked("a", PARKED), open))).isEmpty();
        assertThat(Fences.digest(List.of(parked("a", PARKED), unstamped))).isEmpty();
    }

    @Test
    void aDeploymentWithoutRulesHasADigestToo() {
        assertThat(Fences.digest(List.of())).isPresent();
    }

    @Test
    void aFenceStandsForTheWriteOfTheStateAndTheParkingThatItNames() {
        Fence fence = fence(STATE, RULES);

        assertThat(standing(fence.json(), STATE, RULES)).contains(fence);
        assertThat(standing(fence(STATE, List.of()).json(), STATE, List.of()))
                .as("without rules nothing had to be parked")
                .isPresent();
    }

    @Test
    void aLaterWriteOfTheStateMakesItVoid() {
        ParameterView later = new ParameterView(STATE.name(), "draining", WRITTEN, 3);

        assertThat(standing(fence(STATE, RULES).json(), later, RULES)).isEmpty();
    }

    @Test
    void aRuleThatWasLedBackMakesItVoidAlsoOnceItIsParkedAgain() {
        String fence = fence(STATE, RULES).json();
        RuleView open = rule("b", "10.0.0.0/8", Map.of());

        assertThat(standing(fence, STATE, List.of(RULES.get(0), open))).isEmpty();
        assertThat(standing(fence, STATE, List.of(RULES.get(0), parked("b", LATER))))
                .isEmpty();
    }

    @Test
    void aTextThatIsNoFenceIsAsGoodAsNone() {
        assertThat(standing("stand", STATE, RULES)).isEmpty();
        assertThat(Fences.standing(Optional.empty(), STATE, RULES)).isEmpty();
    }

    @Test
    void anAnswerProvesNothingOnceItsFenceIsReplacedTakenBackOrVoid() {
        ParameterView answered =
                new ParameterView("/apps/app/v1/fence", fence(STATE, RULES).json(), WRITTEN, 1);
        ParameterView again = new ParameterView(answered.name(), answered.value(), WRITTEN, 2);

        assertThat(Fences.gone(answered, Optional.of(answered), STATE, RULES)).isEmpty();
        assertThat(Fences.gone(answered, Optional.empty(), STATE, RULES)).isPresent();
        assertThat(Fences.gone(answered, Optional.of(again), STATE, RULES)).isPresent();
        assertThat(Fences.gone(answered, Optional.of(answered), STATE, List.of(RULES.get(0))))
                .contains("the fence that its tasks have answered stands no more");
    }

    private static Fence fence(ParameterView state, List<RuleView> rules) {
        return new Fence(
                "0".repeat(32), DrainStart.note(state), Fences.digest(rules).orElseThrow());
    }

    private static Optional<Fence> standing(String value, ParameterView state, List<RuleView> rules) {
        return Fences.standing(Optional.of(new ParameterView("/apps/app/v1/fence", value, WRITTEN, 1)), state, rules);
    }
}
