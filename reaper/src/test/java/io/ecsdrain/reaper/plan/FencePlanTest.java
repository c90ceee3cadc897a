package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.SidecarLine;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.lifecycle.plan.facts.Fences;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A deployment whose one task speaks by its log: what it rests on, it names. */
class FencePlanTest {

    private static final String NONCE = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "f".repeat(32);
    private static final Instant PARKED = Draft.ago(Duration.ofSeconds(50));

    private final Draft draft = Draft.of("v1").parkedRule("rule", PARKED);
    private String state;

    @BeforeEach
    void aFenceStands() {
        state = DrainStart.note(draft.parameter.found().orElseThrow());
        fence(NONCE, state, digest());
    }

    private String digest() {
        return Fences.digest(draft.rules).orElseThrow();
    }

    private void fence(String nonce, String of, String rules) {
        fence(nonce, of, rules, Duration.ofSeconds(45));
    }

    private void fence(String nonce, String of, String rules, Duration age) {
        draft.fence = Lookup.of(
                new ParameterView(draft.key.fenceParameter(), new Fence(nonce, of, rules).json(), Draft.ago(age), 1));
    }

    /** A line that answers; to be changed in one point. */
    private SidecarLine answer(int seq, int secondsAgo) {
        return line("boot", seq, secondsAgo, state, Optional.of(NONCE), true, 0);
    }

    private static SidecarLine line(
            String boot, int seq, int secondsAgo, String state, Optional<String> fence, boolean ready, int busy) {
        return new SidecarLine(
                "t",
                Draft.ago(Duration.ofSeconds(secondsAgo)),
                boot,
                seq,
                Duration.ofSeconds(15),
                Optional.ofNullable(state),
                fence,
                ready,
                busy,
                Map.of("@connections", OptionalInt.of(0)),
                Map.of());
    }

    private Decision decide(SidecarLine... lines) {
        draft.evidence = Map.of("t", new Evidence.Lines(Arrays.asList(lines)));
        return Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
    }

    private void waits(SidecarLine... lines) {
        Decision decision = decide(lines);
        assertThat(decision.reason()).isEqualTo(Reason.AWAITING_ANSWERS);
        assertThat(decision.actions()).noneMatch(Action.ScaleToZero.class::isInstance);
    }

    @Test
    void twoAnswersInARowScaleItToZeroAndTheFenceIsToStandJustBefore() {
        Decision decision = decide(answer(4, 16), answer(5, 1));
        assertThat(decision.reason()).isEqualTo(Reason.READY);
        assertThat(decision.actions())
                .filteredOn(Action.ScaleToZero.class::isInstance)
                .extracting(action -> ((Action.ScaleToZero) action).fence())
                .containsExactly(draft.fence.found());
    }

    @Test
    void inACrashLoopTheFenceOfThoseThatLiveIsToStandJustBefore() {
        Decision decision = inACrashLoop(Duration.ofMinutes(18));
        assertThat(decision.reason()).isEqualTo(Reason.CRASH_LOOP);
        assertThat(decision.actions())
                .filteredOn(Action.ScaleToZero.class::isInstance)
                .extracting(action -> ((Action.ScaleToZero) action).fence())
                .containsExactly(draft.fence.found());
    }

    /** A person deletes the rules: since when clients are led away the fence alone says. */
    @Test
    void whatDiedBeforeTheFenceIsNoCrashLoop() {
        draft.rules.clear();
        Decision decision = inACrashLoop(Duration.ofSeconds(45));
        assertThat(decision.reason()).isNotEqualTo(Reason.CRASH_LOOP);
        assertThat(decision.actions()).noneMatch(Action.ScaleToZero.class::isInstance);
    }

    /** Three have died; one has answered the fence, and one is young and says nothing. */
    private Decision inACrashLoop(Duration fence) {
        if (!draft.rules.isEmpty()) {
            draft.rules.clear();
            draft.parkedRule("rule", Draft.ago(Duration.ofMinutes(20)));
        }
        fence(NONCE, state, digest(), fence);
        List<TaskView> tasks = new ArrayList<>();
        for (int minutes = 4; minutes <= 12; minutes += 4) {
            Instant end = Draft.ago(Duration.ofMinutes(minutes));
            tasks.add(new TaskView(
                    "task/dead" + minutes,
                    "dead" + minutes,
                    "STOPPED",
                    "STOPPED",
                    Optional.of(end.minusSeconds(120)),
                    Optional.of(new TaskView.End(end, "EssentialContainerExited", "exited"))));
        }
        tasks.add(Draft.task("t", "RUNNING"));
        tasks.add(new TaskView(
                "task/next", "next", "RUNNING", "RUNNING", Optional.of(Draft.ago(Duration.ofSeconds(60)))));
        draft.tasks = Optional.of(Observed.known(tasks));
        draft.evidence = Map.of(
                "t", new Evidence.Lines(List.of(answer(4, 16), answer(5, 1))), "next", new Evidence.Points(List.of()));

        return Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
    }

    @Test
    void oneAnswerIsNotConfirmedYet() {
        waits(answer(5, 1));
    }

    @Test
    void theSameLineTwiceIsOneLine() {
        waits(answer(5, 1), answer(5, 1));
    }

    @Test
    void aGapBeforeTheNewestLineIsNoConfirmation() {
        waits(answer(3, 31), answer(5, 1));
    }

    @Test
    void numbersOrderAndNotTime() {
        Decision decision =
                decide(answer(4, 16), answer(5, 14), line("boot", 6, 20, state, Optional.empty(), false, 3));
        assertThat(decision.reason()).isEqualTo(Reason.SESSIONS_CAME_BACK);
    }

    @Test
    void anAnswerToAnotherFenceIsNone() {
        fence(OTHER, state, digest());
        waits(answer(4, 16), answer(5, 1));
    }

    @Test
    void aFenceOfAnotherWriteOfTheStateIsReplaced() {
        fence(NONCE, "1@2026-03-01T09:00:00Z", digest());
        Decision decision = decide(answer(4, 16), answer(5, 1));
        assertThat(decision.reason()).isEqualTo(Reason.AWAITING_ANSWERS);
        assertThat(decision.actions()).hasAtLeastOneElementOfType(Action.WriteFence.class);
    }

    @Test
    void aFenceOfAnotherParkingIsReplaced() {
        String before = digest();
        RuleView rule = draft.rules.remove(0);
        draft.parkedRule(rule.arn(), PARKED.plusSeconds(1));
        fence(NONCE, state, before);
        assertThat(decide(answer(4, 16), answer(5, 1)).actions()).hasAtLeastOneElementOfType(Action.WriteFence.class);
    }

    @Test
    void aFenceThatIsUnreadableIsReplaced() {
        draft.fence = Lookup.of(new ParameterView(draft.key.fenceParameter(), "yes", PARKED, 1));
        assertThat(decide(answer(4, 16), answer(5, 1)).actions())
                .extracting(Action::word)
                .containsSubsequence("DeleteFence", "WriteFence");
    }

    @Test
    void aLineThatKnowsAnotherWriteOfTheStateProvesNothingNotEvenALaterOne() {
        String later = "3@2026-03-01T11:00:00Z";
        Decision decision = decide(
                line("boot", 4, 16, later, Optional.of(NONCE), true, 0),
                line("boot", 5, 1, later, Optional.of(NONCE), true, 0));
        assertThat(decision.reason()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void aLineOlderThanThreeBeatsIsSilence() {
        assertThat(decide(answer(4, 61), answer(5, 46)).reason()).isEqualTo(Reason.NOT_READY);
        assertThat(decide(answer(4, 60), answer(5, 45)).reason()).isEqualTo(Reason.READY);
    }

    @Test
    void aLineFromTheFutureProvesNothingAndIsNotPassedOver() {
        SidecarLine ahead = line("later", 1, -61, state, Optional.empty(), false, 0);
        assertThat(decide(answer(4, 16), answer(5, 1), ahead).reason()).isEqualTo(Reason.NOT_READY);
        assertThat(decide(answer(4, -76), answer(5, -61)).reason()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void bothProcessesOfARestartedSidecarHaveToAnswer() {
        SidecarLine started = line("later", 1, 1, state, Optional.empty(), false, 0);
        assertThat(decide(answer(4, 31), answer(5, 16), started).reason()).isEqualTo(Reason.NOT_READY);
        SidecarLine old = line("earlier", 40, 40, state, Optional.empty(), true, 0);
        waits(old, answer(4, 16), answer(5, 1));
        SidecarLine dead = line("earlier", 40, 46, state, Optional.empty(), true, 0);
        assertThat(decide(dead, answer(4, 16), answer(5, 1)).reason()).isEqualTo(Reason.READY);
    }

    @Test
    void aSessionUnparksAfterTheFenceIsTakenBack() {
        Decision decision = decide(answer(4, 16), line("boot", 5, 1, state, Optional.empty(), false, 2));
        assertThat(decision.reason()).isEqualTo(Reason.SESSIONS_CAME_BACK);
        assertThat(decision.actions())
                .filteredOn(action -> !action.isUpkeep() || action instanceof Action.DeleteFence)
                .extracting(Action::word)
                .containsExactly("DeleteFence", "UnparkRules");
        assertThat(decision.blockers().get(0).why()).isEqualTo("it has 2 sessions");
    }

    @Test
    void anyOtherZeroMerelyBlocks() {
        Decision decision = decide(answer(4, 16), line("boot", 5, 1, state, Optional.empty(), false, 0));
        assertThat(decision.reason()).isEqualTo(Reason.NOT_READY);
        assertThat(decision.actions()).noneMatch(Action.UnparkRules.class::isInstance);
    }

    @Test
    void oneThatClientsMayComeToLosesItsFence() {
        draft.defaults.add(new ForwardTarget(draft.group(), 1));
        Decision decision = decide(answer(4, 16), answer(5, 1));
        assertThat(decision.reason()).isEqualTo(Reason.STILL_ROUTED);
        assertThat(decision.actions()).hasAtLeastOneElementOfType(Action.DeleteFence.class);
    }

    @Test
    void aTaskThatIsReadyIsParkedAndAskedInThisOrder() {
        draft.rules.clear();
        draft.rule("rule", Draft.header(1));
        draft.fence = Lookup.missing();
        Decision decision = decide(line("boot", 5, 1, state, Optional.empty(), true, 0));
        assertThat(decision.reason()).isEqualTo(Reason.PARKING);
        assertThat(decision.actions())
                .filteredOn(action -> !action.isUpkeep())
                .extracting(Action::word)
                .containsExactly("ParkRules", "WriteFence");
    }

    @Test
    void oneThatWasParkedAndNotAskedIsAsked() {
        draft.fence = Lookup.missing();
        Decision decision = decide(line("boot", 5, 1, state, Optional.empty(), true, 0));
        assertThat(decision.reason()).isEqualTo(Reason.AWAITING_ANSWERS);
        assertThat(decision.actions())
                .endsWith(new Action.WriteFence(
                        ((Action.WriteFence) decision.actions()
                                        .get(decision.actions().size() - 1))
                                .attachments(),
                        draft.parameter.found().orElseThrow()));
    }

    @Test
    void aTaskIsBlamedSinceTheFirstOfTheLinesThatSayTheSame() {
        Decision decision = decide(
                line("boot", 3, 46, state, Optional.empty(), false, 4),
                line("boot", 4, 31, state, Optional.empty(), true, 0),
                line("boot", 5, 16, state, Optional.empty(), false, 2),
                line("boot", 6, 1, state, Optional.empty(), false, 1));
        assertThat(decision.blockers().get(0).since()).contains(Draft.ago(Duration.ofSeconds(16)));
    }

    @Test
    void aTaskIsHeldByConnectionsOnlySinceItHasNothingElse() {
        SidecarLine held = held(3, Map.of());
        Decision decision = decide(line("boot", 4, 16, state, Optional.empty(), false, 2), held);
        assertThat(decision.blockers().get(0).why()).contains("held by connections only");
        assertThat(decision.blockers().get(0).since()).contains(held.at());
    }

    @ParameterizedTest
    @MethodSource
    void connectionsAloneAreNamedAndFromWhereTheyCome(int busy, Map<String, Integer> peers, String why) {
        assertThat(decide(held(busy, peers)).blockers().get(0).why()).isEqualTo(why);
    }

    private SidecarLine held(int busy, Map<String, Integer> peers) {
        return new SidecarLine(
                "t",
                Draft.ago(Duration.ofSeconds(1)),
                "boot",
                5,
                Duration.ofSeconds(15),
                Optional.of(state),
                Optional.empty(),
                false,
                busy,
                Map.of("@connections", OptionalInt.of(3)),
                peers);
    }

    static Stream<Arguments> connectionsAloneAreNamedAndFromWhereTheyCome() {
        return Stream.of(
                arguments(3, Map.of(), "it has 3 sessions, held by connections only"),
                arguments(3, Map.of("10.0.1.7", 3), "it has 3 sessions, held by connections only, from 10.0.1.7 (3)"),
                arguments(
                        3,
                        Map.of("10.0.1.7", 2),
                        "it has 3 sessions, held by connections only, from 10.0.1.7 (2), elsewhere (1)"),
                arguments(4, Map.of("10.0.1.7", 3), "it has 4 sessions"));
    }

    @Test
    void atTheEndTheFenceGoesBeforeTheState() {
        draft.desired = 0;
        draft.running = false;
        draft.tag("state", "retired");
        List<String> words = new ArrayList<>();
        decide(answer(4, 16)).actions().forEach(action -> words.add(action.word()));
        assertThat(words).containsSubsequence("DeleteFence", "DeleteParameter", "DeleteService");
    }

    @Test
    void aFenceAloneIsSwept() {
        draft.service = false;
        draft.parameter = Lookup.missing();
        draft.rules.clear();
        assertThat(decide(answer(4, 16)).actions()).containsExactly(new Action.DeleteFence());
    }
}
