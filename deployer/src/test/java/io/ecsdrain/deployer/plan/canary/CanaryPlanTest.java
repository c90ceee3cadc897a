package io.ecsdrain.deployer.plan.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.plan.health.Health;
import io.ecsdrain.inventory.model.AlarmView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.lifecycle.plan.facts.CanarySteps;
import io.ecsdrain.lifecycle.plan.facts.CanarySteps.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 10% for ten minutes, then 50% for ten; at most 1% may fail, and 100 requests are needed in each step. */
class CanaryPlanTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final CanaryRequest REQUEST = new CanaryRequest(
            new CanarySteps(List.of(new Step(10, Duration.ofMinutes(10)), new Step(50, Duration.ofMinutes(10)))),
            List.of("errors"),
            1,
            100,
            Optional.empty());

    private CanaryRequest request = REQUEST;
    private int step = 1;
    private Duration elapsed = Duration.ofMinutes(10);
    private Duration left = Duration.ofMinutes(30);
    private boolean wasUnhealthy;
    private Lookup<CanaryEnded> ended = Lookup.missing();
    private Observed<Boolean> shared = Observed.known(true);
    private Observed<List<AlarmView>> alarms = Observed.known(List.of(alarm("OK")));
    private Observed<CanaryTraffic> traffic = Observed.known(new CanaryTraffic(100, 100, 0));
    private Observed<Health> health = Observed.known(healthy(2));

    private static AlarmView alarm(String state) {
        return new AlarmView("errors", false, state, "Threshold Crossed");
    }

    private static Health healthy(int healthy) {
        return new Health(healthy, 2, 2, Map.of(), "targets healthy");
    }

    private CanaryNext next() {
        return CanaryPlan.next(
                request,
                new CanaryProgress(step, NOW.minus(elapsed), NOW.plus(left), wasUnhealthy),
                new CanaryLook(NOW, ended, shared, alarms, traffic, health));
    }

    private String line() {
        return ((CanaryNext.Hold) next()).line();
    }

    private CanaryNext.Abort abort() {
        return (CanaryNext.Abort) next();
    }

    @Test
    void afterItsTimeAStepIsFollowedByTheNextAndTheLastByLive() {
        assertThat(next()).isEqualTo(new CanaryNext.Advance());
        step = 2;
        assertThat(next()).isEqualTo(new CanaryNext.GoLive());
    }

    @Test
    void beforeItsTimeItGoesOn() {
        elapsed = Duration.ofSeconds(599);
        assertThat(line())
                .isEqualTo("step 1 of 2, 10% of new clients: 100 requests in the last 5 minutes, 0 failed;"
                        + " 2 of 2 targets healthy; next in 1s");
    }

    @Test
    void tooFewRequestsLengthenItUntilItsDeadline() {
        traffic = Observed.known(new CanaryTraffic(99, 99, 0));
        assertThat(line()).endsWith("only 99 of 100 requests in this step");
        left = Duration.ofSeconds(61);
        assertThat(next()).isInstanceOf(CanaryNext.Hold.class);
        left = Duration.ofSeconds(60);
        assertThat(abort())
                .isEqualTo(new CanaryNext.Abort(
                        "its time is over in step 1 of 2: only 99 of 100 requests in this step", true));
    }

    @Test
    void whatCouldNotBeReadEndsNoStepAndNoCanary() {
        String why = "Describe: ThrottlingException";
        traffic = Observed.unknown(why);
        assertThat(line()).endsWith("not everything could be read: " + why);
        request = new CanaryRequest(REQUEST.steps(), List.of("errors"), 1, 0, Optional.empty());
        assertThat(next()).isEqualTo(new CanaryNext.Advance());
        alarms = Observed.unknown(why);
        assertThat(line()).endsWith("not everything could be read: " + why);
        alarms = Observed.known(List.of(alarm("OK")));
        health = Observed.unknown(why);
        wasUnhealthy = true;
        assertThat(line()).endsWith("not everything could be read: " + why);
        health = Observed.known(healthy(2));
        shared = Observed.unknown(why);
        assertThat(line()).endsWith("not everything could be read: " + why);
        shared = Observed.known(true);
        ended = Lookup.unknown(why);
        assertThat(line()).endsWith("not everything could be read: " + why);
    }

    @Test
    void anAlarmThatIsDeletedMeanwhileJudgesNoMore() {
        alarms = Observed.known(List.of());
        assertThat(line()).endsWith("alarm errors is there no more");
    }

    @ParameterizedTest(name = "{0} requests, {1} failed, at most {2}%: aborted {3}")
    @CsvSource({
        "100, 1, 1, false",
        "100, 2, 1, true",
        "10, 1, 1, false",
        "2, 2, 1, true",
        "0, 0, 1, false",
        "1000, 10, 1, false",
        "1000, 11, 1, true",
        "1000, 5, 0.5, false",
        "1000, 6, 0.5, true",
        "1000, 0, 0, false",
        "1000, 1, 0, true"
    })
    void tooManyFailuresEndIt(long recent, long failed, double percent, boolean aborted) {
        request = new CanaryRequest(REQUEST.steps(), List.of(), percent, 100, Optional.empty());
        traffic = Observed.known(new CanaryTraffic(1000, recent, failed));
        assertThat(next() instanceof CanaryNext.Abort).isEqualTo(aborted);
    }

    @Test
    void itSaysWhichPartFailed() {
        traffic = Observed.known(new CanaryTraffic(1000, 1000, 50));
        assertThat(abort())
                .isEqualTo(new CanaryNext.Abort(
                        "more than 1% of its requests fail: 1000 requests in the last 5 minutes, 50 failed", false));
        request = new CanaryRequest(REQUEST.steps(), List.of(), 0.5, 100, Optional.empty());
        assertThat(abort().why()).startsWith("more than 0.5% of its requests fail");
    }

    @Test
    void aDefaultActionThatWasSetBackEndsIt() {
        shared = Observed.known(false);
        assertThat(abort().why()).startsWith("the default action does not lead to it any more");
    }

    @Test
    void anAlarmEndsIt() {
        alarms = Observed.known(List.of(alarm("ALARM")));
        elapsed = Duration.ofSeconds(1);
        assertThat(abort()).isEqualTo(new CanaryNext.Abort("alarm errors is in ALARM: Threshold Crossed", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OK", "INSUFFICIENT_DATA"})
    void anyOtherStateOfAnAlarmDoesNot(String state) {
        alarms = Observed.known(List.of(alarm(state)));
        assertThat(next()).isEqualTo(new CanaryNext.Advance());
    }

    @Test
    void tooFewHealthyTargetsEndItAtTheSecondLook() {
        health = Observed.known(healthy(1));
        assertThat(next()).isInstanceOfSatisfying(CanaryNext.Hold.class, held -> assertThat(
                        held.progress().wasUnhealthy())
                .isTrue());
        wasUnhealthy = true;
        assertThat(abort().why()).isEqualTo("too few of its targets are healthy: 1 of 2 targets healthy");
        health = Observed.known(healthy(2));
        elapsed = Duration.ofMinutes(1);
        assertThat(next()).isInstanceOfSatisfying(CanaryNext.Hold.class, held -> assertThat(
                        held.progress().wasUnhealthy())
                .isFalse());
    }

    @Test
    void whatAnotherProgramHasEndedIsNotAborted() {
        CanaryEnded by = new CanaryEnded("v3 became live meanwhile", CanaryEnded.Became.ENDED);
        ended = Lookup.of(by);
        alarms = Observed.known(List.of(alarm("ALARM")));
        assertThat(next()).isEqualTo(new CanaryNext.Ended(by));
    }

    @Test
    void whatAnotherProgramMadeLiveGoesLive() {
        ended = Lookup.of(CanaryEnded.LIVE);
        alarms = Observed.known(List.of(alarm("ALARM")));
        assertThat(next()).isEqualTo(new CanaryNext.GoLive());
    }

    @Test
    void withAPauseOnlyThatMakesItLive() {
        request = new CanaryRequest(REQUEST.steps(), List.of("errors"), 1, 100, Optional.of(Duration.ofHours(2)));
        assertThat(next()).isEqualTo(new CanaryNext.Advance());
        step = 2;
        assertThat(line()).endsWith("not promoted yet");
        left = Duration.ofSeconds(60);
        assertThat(abort()).isEqualTo(new CanaryNext.Abort("its time is over in step 2 of 2: not promoted yet", true));
        alarms = Observed.known(List.of(alarm("ALARM")));
        assertThat(abort().why()).startsWith("alarm errors is in ALARM");
        assertThat(request.longest()).isEqualTo(Duration.ofMinutes(170));
    }

    @Test
    void itMayTakeTwiceItsStepsAndHalfAnHourMoreAtLeast() {
        assertThat(REQUEST.longest()).isEqualTo(Duration.ofMinutes(50));
        assertThat(new CanaryRequest(
                                new CanarySteps(List.of(new Step(10, Duration.ofHours(2)))),
                                List.of(),
                                1,
                                100,
                                Optional.empty())
                        .longest())
                .isEqualTo(Duration.ofHours(4));
    }
}
