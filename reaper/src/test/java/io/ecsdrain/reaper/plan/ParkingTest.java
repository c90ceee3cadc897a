package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Parking;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A deployment with affinity rules: its clients are led away before anything that counts is counted. */
class ParkingTest {

    /** The draft's task is ready in the minutes from 11:56 on; three closed ones are wanted. */
    private static final Instant LONG_AGO = Instant.parse("2026-03-01T11:30:00Z");

    private final Draft draft = Draft.of("v1");

    private Decision decide() {
        return Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
    }

    private List<RuleRef> refs(String... rules) {
        return Arrays.stream(rules)
                .map(rule -> new RuleRef(rule, draft.listener()))
                .toList();
    }

    @Test
    void oneThatIsReadyIsParkedFirstByAllItsRules() {
        draft.rule("open", Draft.header(1)).parkedRule("parked", LONG_AGO);
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.PARKING);
        assertThat(decision.detail()).startsWith("the newest point of every task is 1");
        assertThat(decision.actions()).endsWith(new Action.ParkRules(refs("open", "parked")));
        assertThat(decision.retires()).isFalse();
    }

    @Test
    void oneOfWhichNoTaskIsMeantToRunIsParkedFirst() {
        draft.rule("open", Draft.header(1)).running = false;
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.PARKING);
        assertThat(decision.detail()).startsWith("no task is meant to run");
    }

    @Test
    void oneThatOutlivedItsAgeIsParkedFirst() {
        draft.rule("open", Draft.header(1)).state("draining", 2, Draft.ago(Duration.ofHours(50))).says = 0;
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.MAX_AGE);
        assertThat(decision.detail()).contains("MAX_AGE exceeded").endsWith("its clients are led away first");
        assertThat(decision.actions()).endsWith(new Action.ParkRules(refs("open")));
        assertThat(decision.retires()).isFalse();
    }

    @Test
    void itGoesInALaterRunReadyOrNot() {
        draft.parkedRule("parked", LONG_AGO).state("draining", 2, Draft.ago(Duration.ofHours(50))).says = 0;
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.MAX_AGE);
        assertThat(decision.detail()).endsWith("it is retired, ready or not");
        assertThat(decision.retires()).isTrue();
    }

    @Test
    void aParkedRuleThatDoesNotSaySinceWhenIsParkedAnew() {
        draft.rule("undated", Draft.header(1), Draft.PARKED);
        assertThat(decide().actions()).endsWith(new Action.ParkRules(refs("undated")));
    }

    @ParameterizedTest(name = "parked at {0} and {1}: {2}")
    @CsvSource({
        "11:30:00, 11:56:59, READY",
        "11:56:59, 11:30:00, READY",
        "11:30:00, 11:57:00, AWAITING_PARKED_EVIDENCE",
        "11:57:00, 11:30:00, AWAITING_PARKED_EVIDENCE"
    })
    void onlyPeriodsThatBeganAfterTheLastParkingCount(String one, String other, Reason reason) {
        draft.parkedRule("one", Instant.parse("2026-03-01T" + one + "Z"))
                .parkedRule("other", Instant.parse("2026-03-01T" + other + "Z"));
        assertThat(decide().reason()).isEqualTo(reason);
    }

    @Test
    void whatIsWaitedForIsSaidWithTheTasksThatLackIt() {
        Instant parked = Instant.parse("2026-03-01T11:58:30Z");
        draft.parkedRule("parked", parked);
        Decision decision = decide();
        assertThat(decision.detail()).isEqualTo("waits for 3 closed periods since " + parked);
        assertThat(decision.blockers()).singleElement().satisfies(blocker -> assertThat(blocker.why())
                .isEqualTo("ready in 1 of 3 closed periods"));
    }

    @Test
    void aSessionThatCameBackFindsTheParkedRulesOpenAgain() {
        draft.rule("open", Draft.header(1)).parkedRule("parked", LONG_AGO).says = 0;
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.SESSIONS_CAME_BACK);
        assertThat(decision.actions()).endsWith(new Action.UnparkRules(refs("parked")));
    }

    @Test
    void whereNothingIsParkedNoSessionCameBack() {
        draft.rule("open", Draft.header(1)).says = 0;
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.NOT_READY);
        assertThat(decision.detail()).isEqualTo("1 of its tasks not ready");
    }

    @ParameterizedTest(name = "{0} and {1} values: {2}")
    @CsvSource({"2, 2, PARKING", "2, 3, CANNOT_PARK", "4, 0, PARKING", "5, 0, CANNOT_PARK"})
    void aRuleWithFiveValuesHasNoRoomForOneMore(int one, int other, Reason reason) {
        draft.rule("fine", Draft.header(1)).rule("full", Draft.header(one), Draft.header(other));
        assertThat(decide().reason()).isEqualTo(reason);
    }

    @Test
    void noAgeForcesOneWhoseClientsCannotBeLedAway() {
        ConditionView own = new ConditionView(Parking.CONDITION_FIELD, "", List.of("10.0.0.0/8"));
        draft.rule("theirs", Draft.header(1), own).state("draining", 2, Draft.ago(Duration.ofDays(1000)));
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.CANNOT_PARK);
        assertThat(decision.detail()).startsWith("rule theirs ");
        assertThat(decision.actions()).allMatch(Action::isUpkeep);
    }

    @Test
    void aRuleThatIsParkedNeedsNoRoom() {
        draft.rule(
                "full",
                Map.of(Tags.DEPLOYMENT_ID, "v1", Tags.PARKED_AT, LONG_AGO.toString()),
                Draft.header(4),
                Draft.PARKED);
        assertThat(decide().reason()).isEqualTo(Reason.READY);
    }

    @Test
    void aRuleOfAnotherDeploymentHoldsItWhateverItsAge() {
        draft.rule("foreign", Map.of(), Draft.header(1)).state("draining", 2, Draft.ago(Duration.ofDays(1000)));
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.STILL_ROUTED);
        assertThat(decision.detail()).startsWith("rule foreign ");
    }
}
