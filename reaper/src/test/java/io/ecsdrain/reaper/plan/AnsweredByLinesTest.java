package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.SidecarLine;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.lifecycle.plan.facts.Fences;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.plan.readiness.Recheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person reads of a parked deployment whose task speaks by its log, at each step of the handshake. */
class AnsweredByLinesTest {

    private static final String NONCE = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Draft.NOW;

    private final Draft draft = Draft.of("v1").parkedRule("rule", Draft.ago(Duration.ofSeconds(50)));
    private final String state = DrainStart.note(draft.parameter.found().orElseThrow());

    private void fence(String value) {
        draft.fence =
                Lookup.of(new ParameterView(draft.key.fenceParameter(), value, Draft.ago(Duration.ofSeconds(45)), 1));
    }

    private String standing() {
        return new Fence(NONCE, state, Fences.digest(draft.rules).orElseThrow()).json();
    }

    private static SidecarLine line(int seq, Instant at, String state, Optional<String> fence, boolean ready) {
        return new SidecarLine(
                "t", at, "boot", seq, Duration.ofSeconds(15), Optional.of(state), fence, ready, 0, Map.of(), Map.of());
    }

    private Decision decide(SidecarLine... lines) {
        draft.evidence = Map.of("t", new Evidence.Lines(List.of(lines)));
        return Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
    }

    private String blockedBecause(SidecarLine line) {
        return decide(line).blockers().get(0).why();
    }

    private SidecarLine ready(int seq) {
        return line(seq, NOW.minusSeconds(1), state, Optional.empty(), true);
    }

    @Test
    void aTaskThatBlocksSaysWhy() {
        assertThat(blockedBecause(line(5, NOW.minusSeconds(1), "1@x", Optional.empty(), true)))
                .isEqualTo("its sidecar does not know the newest write of the state parameter yet");
        assertThat(blockedBecause(line(5, NOW.minusSeconds(1), state, Optional.empty(), false)))
                .isEqualTo("no session, and not ready: its grace or quiet time is not over, or a count is not known");
        assertThat(blockedBecause(line(5, NOW.plusSeconds(61), state, Optional.empty(), true)))
                .isEqualTo("the clock of its host is ahead: its newest line is of " + NOW.plusSeconds(61));
        assertThat(blockedBecause(ready(5)))
                .isEqualTo("ready; it was not asked yet whether a session came since the parking");
        fence(standing());
        assertThat(blockedBecause(ready(5))).isEqualTo("ready; it has not answered the fence yet");
    }

    @Test
    void untilAFenceStandsOneIsWrittenAndThenItsAnswerIsAwaited() {
        Decision before = decide(ready(5));
        fence(standing());
        Decision after = decide(ready(5));

        assertThat(before.reason()).isEqualTo(Reason.AWAITING_ANSWERS);
        assertThat(before.detail()).isEqualTo("its clients are led away, and its tasks are asked from now on");
        assertThat(before.actions()).anyMatch(Action.WriteFence.class::isInstance);
        assertThat(after.reason()).isEqualTo(Reason.AWAITING_ANSWERS);
        assertThat(after.detail())
                .isEqualTo("its tasks are asked whether a session came since its clients were led away");
        assertThat(after.actions()).noneMatch(Action.WriteFence.class::isInstance);
    }

    @Test
    void aFenceThatIsVoidIsWrittenOverAndATextThatIsNoneIsDeletedFirst() {
        fence(new Fence(NONCE, "1@2026-01-01T00:00:00Z", "0".repeat(64)).json());
        assertThat(decide(ready(5)).actions())
                .anyMatch(Action.WriteFence.class::isInstance)
                .noneMatch(Action.DeleteFence.class::isInstance);

        fence("stand");
        assertThat(decide(ready(5)).actions()).map(Action::word).containsSubsequence("DeleteFence", "WriteFence");
    }

    @Test
    void theReasonOfTheRetirementSaysWhichEvidenceItRestsOn() {
        fence(standing());
        assertThat(decide(
                                line(4, NOW.minusSeconds(16), state, Optional.of(NONCE), true),
                                line(5, NOW.minusSeconds(1), state, Optional.of(NONCE), true))
                        .detail())
                .isEqualTo("every task has answered that no session came since its clients were led away");

        Draft byMetric = Draft.of("v1");
        assertThat(Planner.plan(Draft.snapshot(byMetric), ReaperPolicy.DEFAULT)
                        .decisions()
                        .get(0)
                        .detail())
                .isEqualTo("every task ready for 3 closed periods");
    }

    @Test
    void justBeforeTheEndATaskThatHasASessionAgainIsNamed() {
        fence(standing());
        draft.evidence = Map.of(
                "t",
                new Evidence.Lines(List.of(
                        line(4, NOW.minusSeconds(16), state, Optional.of(NONCE), true),
                        line(5, NOW.minusSeconds(1), state, Optional.of(NONCE), true))));
        assertThat(recheck()).isEmpty();

        draft.evidence = Map.of("t", new Evidence.Lines(List.of(ready(6))));
        assertThat(recheck()).hasValueSatisfying(why -> assertThat(why)
                .endsWith(": task t: ready; it has not answered the fence yet"));
    }

    private Optional<String> recheck() {
        return Recheck.refuted(draft.deployment(), Draft.snapshot(draft), NOW, ReaperPolicy.DEFAULT);
    }
}
