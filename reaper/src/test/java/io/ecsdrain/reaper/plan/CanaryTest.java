package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** v1 is live; v2 is a canary beside it, made five days ago, long after every deploy timeout. */
class CanaryTest {

    private final Draft live = Draft.of("v1").state("active", 1, Draft.ago(Duration.ofDays(6)));
    private final Draft canary = Draft.of("v2").tag(Tags.STATE, "deploying");

    @BeforeEach
    void itHasNoState() {
        canary.parameter = Lookup.missing();
        mark(Draft.NOW.plusSeconds(600), "v1");
    }

    private void mark(Instant deadline, String beside) {
        canary.tag(Tags.CANARY, "10:600/50:600 1 " + deadline + " " + beside);
    }

    private Decision decide() {
        return decide(canary);
    }

    private Decision decide(Draft which) {
        return Planner.plan(Draft.snapshot(live, canary), ReaperPolicy.DEFAULT).decisions().stream()
                .filter(each -> each.key().equals(which.key))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "desired {0}, running {1}")
    @CsvSource({"1, true", "1, false", "0, false"})
    void whileItGoesOnNothingIsDoneToIt(int desired, boolean running) {
        canary.desired = desired;
        canary.running = running;
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.CANARY);
        assertThat(decision.detail())
                .endsWith("step 1 of 2, 10% of new clients beside v1, at the latest until 2026-03-01T12:10:30Z");
        assertThat(decision.actions()).isEmpty();
    }

    @ParameterizedTest(name = "deadline {0} s from now, beside {1}")
    @CsvSource({"-121, v1", "600, v0"})
    void onceItIsEndedItDrainsWithItsSessions(int seconds, String beside) {
        mark(Draft.NOW.plusSeconds(seconds), beside);
        assertThat(decide().actions()).containsExactly(new Action.MakeDraining(Grounds.HALF_CREATED, "arn:v2"));
    }

    @Test
    void asLongAsADefaultActionLeadsToItItDoesNot() {
        mark(Draft.NOW.minusSeconds(121), "v1");
        canary.defaults.add(new ForwardTarget(canary.group(), 10));
        assertThat(decide().reason()).isEqualTo(Reason.STILL_ROUTED);
        assertThat(decide().actions()).isEmpty();
    }

    /** A hand scaled it to zero, and the deletion of one that never was live may go on. */
    @Test
    void endedAndAtZeroItIsDeleted() {
        mark(Draft.NOW.minusSeconds(121), "v1");
        canary.desired = 0;
        assertThat(decide().actions()).extracting(Action::word).startsWith("MarkRetired");
    }

    /** Its alarms would take tasks away while it has fewer clients, and all of them may come back to it. */
    @ParameterizedTest(name = "deadline {0} s from now, other marks {1}: {2}")
    @CsvSource({"600, false, ''", "600, true, false", "-121, false, true", "-121, true, true"})
    void whileItGoesOnTheScalingOfTheLiveOneStaysHeld(int seconds, boolean others, String scaling) {
        mark(Draft.NOW.plusSeconds(seconds), "v1");
        live.tag(Tags.STATE, "active").tag(Tags.SCALING_WAS, "none").tag(Tags.SCALING_BOUNDS, "1-3/1-6");
        if (others) {
            live.tag(Tags.REBALANCING_WAS, "ENABLED");
        }
        assertThat(decide(live).actions())
                .isEqualTo(
                        scaling.isEmpty()
                                ? List.of()
                                : List.of(new Action.RestoreOriginals(
                                        "arn:v1", List.of("tg/app/v1"), Boolean.parseBoolean(scaling))));
    }
}
