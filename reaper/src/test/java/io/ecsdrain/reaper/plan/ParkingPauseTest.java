package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.SidecarLine;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long clients stay that were led back because sessions came, and what ends the row. */
class ParkingPauseTest {

    private final Draft draft = Draft.of("v1");

    private Map<String, String> tags(String more, String value) {
        Map<String, String> tags =
                new HashMap<>(Map.of(Tags.DEPLOYMENT_NAME, draft.key.name(), Tags.DEPLOYMENT_ID, draft.key.id()));
        tags.put(more, value);
        return tags;
    }

    private static String unparked(int inARow, long secondsAgo) {
        return inARow + "@" + Draft.ago(Duration.ofSeconds(secondsAgo));
    }

    private void openRule(String unparked) {
        draft.rule("rule" + draft.rules.size(), tags(Tags.UNPARKED, unparked), Draft.header(1));
    }

    private void parkedRule(String unparked, Duration ago) {
        Map<String, String> tags = tags(Tags.UNPARKED, unparked);
        tags.put(Tags.PARKED_AT, Draft.ago(ago).toString());
        draft.rule("rule" + draft.rules.size(), tags, Draft.header(1), Draft.PARKED);
    }

    private void says(int busy) {
        SidecarLine line = new SidecarLine(
                "t",
                Draft.ago(Duration.ofSeconds(1)),
                "boot",
                1,
                Duration.ofSeconds(5),
                Optional.of(DrainStart.note(draft.parameter.found().orElseThrow())),
                Optional.empty(),
                busy == 0,
                busy,
                Map.of(),
                Map.of());
        draft.evidence = Map.of("t", new Evidence.Lines(List.of(line)));
    }

    private Decision decide() {
        return Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
    }

    private int inARow() {
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.SESSIONS_CAME_BACK);
        return decision.actions().stream()
                .filter(Action.UnparkRules.class::isInstance)
                .map(action -> ((Action.UnparkRules) action).inARow())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} in a row, {1} s ago: {2}")
    @CsvSource({
        "1, 59, PARKING_PAUSED",
        "1, 60, PARKING",
        "2, 60, PARKING_PAUSED",
        "2, 119, PARKING_PAUSED",
        "2, 120, PARKING",
        "3, 239, PARKING_PAUSED",
        "3, 240, PARKING",
        "5, 899, PARKING_PAUSED",
        "5, 900, PARKING",
        "17, 899, PARKING_PAUSED",
        "17, 900, PARKING",
    })
    void untilThePauseIsOverItsClientsStay(int inARow, long secondsAgo, Reason reason) {
        openRule(unparked(inARow, secondsAgo));
        says(0);
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(reason);
        assertThat(decision.actions().stream().anyMatch(Action.ParkRules.class::isInstance))
                .isEqualTo(reason == Reason.PARKING);
    }

    @Test
    void itSaysHowOftenAndUntilWhen() {
        openRule(unparked(2, 30));
        openRule(unparked(1, 300));
        says(0);
        assertThat(decide().detail())
                .isEqualTo("every task says that it is ready, but sessions came after its clients were led away,"
                        + " 2 times in a row: they are led away again from "
                        + Draft.ago(Duration.ofSeconds(30)).plusSeconds(120) + " on");
    }

    @Test
    void aNoteFromBeforeTheNewestWriteOfTheStateKeepsNothing() {
        draft.state("draining", 3, Draft.ago(Duration.ofSeconds(60)));
        openRule(unparked(5, 61));
        says(0);
        assertThat(decide().reason()).isEqualTo(Reason.PARKING);
        openRule(unparked(5, 60));
        assertThat(decide().reason()).isEqualTo(Reason.PARKING_PAUSED);
    }

    @Test
    void pastItsAgeNoPauseKeepsIt() {
        openRule(unparked(5, 10));
        says(0);
        ReaperPolicy overdue = new ReaperPolicy(
                3,
                Duration.ofSeconds(60),
                Duration.ofSeconds(120),
                Optional.of(Duration.ZERO),
                ReaperPolicy.MaxAgeFrom.DRAINING,
                0,
                true,
                false,
                10,
                Duration.ofMinutes(60));
        assertThat(Planner.plan(Draft.snapshot(draft), overdue)
                        .decisions()
                        .get(0)
                        .reason())
                .isEqualTo(Reason.MAX_AGE);
    }

    @ParameterizedTest(name = "after {0} in a row, parked for {1} s: {2}")
    @CsvSource({"1, 60, 2", "4, 60, 5", "6, 899, 7", "6, 900, 1", "1, 5000, 1"})
    void eachTimeInARowCountsUntilAParkingHolds(int before, long parkedSeconds, int now) {
        parkedRule(unparked(before, parkedSeconds + 100), Duration.ofSeconds(parkedSeconds));
        says(1);
        assertThat(inARow()).isEqualTo(now);
    }

    @Test
    void theFirstTimeIsTheFirst() {
        draft.parkedRule("rule", Draft.ago(Duration.ofSeconds(60)));
        says(1);
        assertThat(inARow()).isEqualTo(1);
    }

    @Test
    void aDeploymentThatSpeaksByItsMetricIsNotCounted() {
        draft.parkedRule("rule", Draft.ago(Duration.ofSeconds(60))).says = 0;
        assertThat(inARow()).isZero();
    }
}
