package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tasks that die young again and again, alone and beside one that is well. It is 12:00:30, and it drains since
 * 11:00:30.
 */
class CrashLoopTest {

    private static final Instant LONG_AGO = Instant.parse("2026-03-01T11:30:00Z");

    private final Draft draft = Draft.of("v1").parkedRule("parked", LONG_AGO);
    private final List<TaskView> tasks = new ArrayList<>();
    private final Map<String, Evidence> evidence = new HashMap<>();

    private Decision decide() {
        draft.tasks = Optional.of(Observed.known(tasks));
        draft.evidence = evidence;
        return Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
    }

    /** One that ended so long before now, after so long a life. */
    private void died(long secondsAgo, long life, String code, String why) {
        Instant end = Draft.NOW.minusSeconds(secondsAgo);
        String id = "dead" + tasks.size();
        tasks.add(new TaskView(
                "task/" + id,
                id,
                "STOPPED",
                "STOPPED",
                Optional.of(end.minusSeconds(life)),
                Optional.of(new TaskView.End(end, code, why))));
    }

    private void crashed(int times) {
        for (int each = 0; each < times; each++) {
            died(200 + 150L * each, 120, "EssentialContainerExited", "Essential container in task exited");
        }
    }

    /** One that runs, with what it said in the last minutes, the newest last; '-' is nothing. */
    private void runs(String id, Duration age, String minutes) {
        tasks.add(new TaskView("task/" + id, id, "RUNNING", "RUNNING", Optional.of(Draft.ago(age))));
        List<Evidence.Point> points = new ArrayList<>();
        for (int each = 0; each < minutes.length(); each++) {
            if (minutes.charAt(each) != '-') {
                Instant at = Draft.NOW.minusSeconds(30 + 60L * (minutes.length() - 1 - each));
                points.add(new Evidence.Point(at, minutes.charAt(each) - '0'));
            }
        }
        evidence.put(id, new Evidence.Points(points));
    }

    @ParameterizedTest(name = "{0} died, the next is {1} s old and said {2}: {3}")
    @CsvSource({
        "3, 60, 0, CRASH_LOOP",
        "3, 60, -, CRASH_LOOP",
        "3, 120, 01, CRASH_LOOP",
        "2, 60, 0, NOT_READY",
        "3, 121, 0, NOT_READY",
        "3, 119, 10, SESSIONS_CAME_BACK"
    })
    void threeDeathsAndTheNextNoOlderThanTheyBecame(int deaths, int age, String said, Reason reason) {
        crashed(deaths);
        runs("next", Duration.ofSeconds(age), said);
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(reason);
        assertThat(decision.retires()).isEqualTo(reason == Reason.CRASH_LOOP);
    }

    @Test
    void itSaysHowManyDiedAndKeepsTheDelay() {
        crashed(4);
        runs("next", Duration.ofSeconds(30), "0");
        Decision decision = decide();
        assertThat(decision.detail())
                .isEqualTo("draining, and its tasks die again and again (4 of them, none older than 120 s)");
        assertThat(decision.actions()).noneMatch(Action.LowerDeregistrationDelay.class::isInstance);
    }

    @Test
    void oneThatIsWellBesideThemKeepsItsSessions() {
        crashed(5);
        runs("next", Duration.ofSeconds(30), "0");
        runs("well", Duration.ofHours(5), "0000");
        assertThat(decide().retires()).isFalse();
    }

    @Test
    void onceThatOneIsReadyAllGo() {
        crashed(5);
        runs("next", Duration.ofSeconds(30), "0");
        runs("well", Duration.ofHours(5), "11111");
        assertThat(decide().reason()).isEqualTo(Reason.CRASH_LOOP);
    }

    @Test
    void oneOfWhichNothingCouldBeReadIsNotGivenUp() {
        crashed(5);
        runs("next", Duration.ofSeconds(30), "0");
        evidence.put("next", new Evidence.Unread("PartialData"));
        assertThat(decide().reason()).isEqualTo(Reason.OBSERVATION_INCOMPLETE);
    }

    @Test
    void clientsAreLedAwayFirst() {
        draft.rules.clear();
        draft.rule("open", Draft.header(1));
        crashed(3);
        runs("next", Duration.ofSeconds(60), "0");
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.PARKING);
        assertThat(decision.retires()).isFalse();
    }

    @Test
    void onlyDeathsAfterTheParkingCountForTheEnd() {
        draft.rules.clear();
        draft.parkedRule("parked", Draft.NOW.minusSeconds(400));
        crashed(3);
        runs("next", Duration.ofSeconds(60), "0");
        assertThat(decide().reason()).isEqualTo(Reason.AWAITING_PARKED_EVIDENCE);
    }

    @Test
    void whomEcsOrAPersonStoppedDidNotCrash() {
        for (int each = 0; each < 5; each++) {
            died(200 + each, 60, "ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/1)");
            died(200 + each, 60, "UserInitiated", "by hand");
            died(200 + each, 60, "SpotInterruption", "Your Spot Task was interrupted.");
        }
        runs("next", Duration.ofSeconds(30), "0");
        assertThat(decide().reason()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void failedHealthChecksAreDeathsTooAndSoAreTasksThatCannotStart() {
        died(300, 60, "ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group arn)");
        died(200, 60, "ServiceSchedulerInitiated", "Task failed container health checks");
        tasks.add(new TaskView(
                "task/x",
                "x",
                "STOPPED",
                "STOPPED",
                Optional.empty(),
                Optional.of(new TaskView.End(Draft.NOW.minusSeconds(100), "TaskFailedToStart", "no image"))));
        tasks.add(new TaskView("task/next", "next", "PENDING", "RUNNING", Optional.empty()));
        evidence.put("next", new Evidence.Points(List.of()));
        assertThat(decide().reason()).isEqualTo(Reason.CRASH_LOOP);
    }

    /** Eight minutes: an age of five at which a point is still fresh, and three periods of one. */
    @ParameterizedTest(name = "after {0} s: crash loop {1}")
    @CsvSource({"480, true", "481, false"})
    void aTaskThatLivesLongEnoughToReportReadyIsNoCrashLoop(long life, boolean loop) {
        for (int each = 0; each < 3; each++) {
            died(100 + 10L * each, life, "EssentialContainerExited", "");
        }
        runs("next", Duration.ofSeconds(30), "0");
        assertThat(decide().retires()).isEqualTo(loop);
    }

    @Test
    void aStartingTasksZeroBlocksAndLeavesTheClientsWhereTheyAre() {
        runs("replaced", Duration.ofSeconds(50), "0");
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.NOT_READY);
        assertThat(decision.actions()).noneMatch(Action.UnparkRules.class::isInstance);
        assertThat(decision.blockers().get(0).why())
                .isEqualTo("not known yet: it says 0, as every task does within its grace");
    }

    @Test
    void aTaskThatRanWhenClientsWereLedAwayAndSaysZeroHasSessions() {
        runs("t", Duration.ofHours(3), "0000");
        assertThat(decide().reason()).isEqualTo(Reason.SESSIONS_CAME_BACK);
    }

    @ParameterizedTest(name = "{0} s old, {1} s at the parking: {2}")
    @CsvSource({
        "600, 200, SESSIONS_CAME_BACK",
        "480, 1, SESSIONS_CAME_BACK",
        "479, 200, NOT_READY",
        "600, -61, NOT_READY"
    })
    void aTaskThatLivesOnMayHaveAClientFromBeforeTheParkingAndIsNeverGivenUp(int age, int then, Reason reason) {
        draft.rules.clear();
        draft.parkedRule("parked", Draft.NOW.minusSeconds(age - then));
        crashed(5);
        runs("t", Duration.ofSeconds(age), "0000");
        assertThat(decide().reason()).isEqualTo(reason);
        assertThat(decide().retires()).isFalse();
    }

    @Test
    void aZeroFromTheFirstMinuteOnMayAlsoBeIgnorance() {
        draft.rules.clear();
        draft.rule("open", Draft.header(1));
        runs("t", Duration.ofHours(3), "00000000");
        assertThat(decide().blockers().get(0).why())
                .isEqualTo("it says 0 and has not said 1: it has sessions, or its sidecar does not know the state");
    }

    @Test
    void aHalfCreatedOneWhoseTasksOnlyDieGoesStraightToZero() {
        halfCreated();
        crashed(3);
        runs("next", Duration.ofSeconds(60), "-");
        Decision decision = decide();
        assertThat(decision.reason()).isEqualTo(Reason.HALF_CREATED);
        assertThat(decision.retires()).isTrue();
        assertThat(decision.detail()).contains("die again and again").endsWith("scaled to zero");
        assertThat(decision.actions()).noneMatch(Action.MakeDraining.class::isInstance);
        assertThat(decision.actions())
                .filteredOn(Action.ScaleToZero.class::isInstance)
                .extracting(action -> ((Action.ScaleToZero) action).dying())
                .as("any other task that runs by then stands against it")
                .containsExactly(List.of("next"));
    }

    @Test
    void aTaskThatOutlivesThemMayHaveAPreviewsSession() {
        halfCreated();
        crashed(3);
        runs("well", Duration.ofMinutes(20), "-");
        assertThat(decide().actions()).containsExactly(new Action.MakeDraining(Grounds.HALF_CREATED, "arn:v1"));
    }

    private void halfCreated() {
        draft.rules.clear();
        draft.rule("open", Draft.header(1));
        draft.tag(Tags.STATE, "deploying").parameter = Lookup.missing();
    }
}
