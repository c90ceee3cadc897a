package io.ecsdrain.demo.scenario;

import static io.ecsdrain.demo.watch.HandMade.in;
import static io.ecsdrain.demo.watch.HandMade.saying;
import static io.ecsdrain.demo.watch.HandMade.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.demo.load.HandMadeTally;
import io.ecsdrain.demo.load.Tally;
import io.ecsdrain.demo.report.Criterion;
import io.ecsdrain.demo.watch.Frame.TaskFrame;
import io.ecsdrain.demo.watch.HandMade;
import io.ecsdrain.demo.watch.Phase;
import io.ecsdrain.demo.watch.Timeline;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One deployment of two tasks with a grace of 3 s. It drains at second 10; what comes when is each test's own. */
class ReadinessTest {

    private final Timeline timeline = new Timeline(event -> {});
    private final Tally tally = new Tally();
    private final Readiness readiness = new Readiness(List.of("a"), 3, new Sightings(timeline, tally));

    @BeforeEach
    void drainsAtTen() {
        seen(0, Phase.ACTIVE, 0, 0);
        seen(10, Phase.DRAINING, 0, 0);
    }

    private void seen(double second, Phase phase, int one, int other) {
        Map<String, TaskFrame> tasks = Map.of("11111111", saying(one), "22222222", saying(other));
        HandMade.add(timeline, second, Map.of("a", in(phase, tasks)));
    }

    private void sessionUntil(double second) {
        HandMadeTally.add(tally, second(5), second(second), "a", 20, true);
    }

    private void parkedAndThenZero() {
        seen(30, Phase.PARKED, 1, 1);
        seen(31, Phase.SCALED_TO_ZERO, 1, 1);
    }

    @Test
    void drainGraceLastSessionReadyParkedZeroInThisOrderHolds() {
        sessionUntil(12);
        sessionUntil(20);
        seen(14, Phase.DRAINING, 1, 0);
        seen(21, Phase.DRAINING, 1, 1);
        parkedAndThenZero();

        assertThat(readiness.readyAfterGrace().holds()).isTrue();
        assertThat(readiness.readyAfterGrace().evidence())
                .isEqualTo("a: draining at 10 s, last session over at 20 s,"
                        + " 2 of 2 tasks showed 0 and then 1, the last at 21 s");
        assertThat(readiness.zeroOnlyWhenReady().holds()).isTrue();
        assertThat(readiness.zeroOnlyWhenReady().evidence())
                .isEqualTo("a: all ready at 21 s, parked at 30 s, desired 0 at 31 s");
    }

    @Test
    void readyBeforeTheGraceIsOverDoesNotHold() {
        sessionUntil(11);
        seen(11.5, Phase.DRAINING, 1, 0);
        seen(15, Phase.DRAINING, 1, 1);

        assertThat(readiness.readyAfterGrace().holds()).isFalse();
    }

    @Test
    void allReadyBeforeTheLastSessionIsOverDoesNotHold() {
        sessionUntil(20);
        seen(14, Phase.DRAINING, 1, 1);

        assertThat(readiness.readyAfterGrace().holds()).isFalse();
    }

    @Test
    void aTaskThatNeverBecameReadyDoesNotHold() {
        sessionUntil(12);
        seen(14, Phase.DRAINING, 1, 0);
        seen(50, Phase.SCALED_TO_ZERO, 1, 0);

        Criterion ready = readiness.readyAfterGrace();
        assertThat(ready.holds()).isFalse();
        assertThat(ready.evidence()).contains("1 of 2 tasks");
    }

    @Test
    void withoutASessionThatOutlivedTheDrainNothingIsShown() {
        seen(14, Phase.DRAINING, 1, 1);
        assertThat(readiness.readyAfterGrace().holds()).as("no session").isFalse();

        sessionUntil(9);
        assertThat(readiness.readyAfterGrace().holds())
                .as("one that was over before")
                .isFalse();
    }

    @Test
    void zeroBeforeAllAreReadyDoesNotHold() {
        sessionUntil(12);
        seen(14, Phase.PARKED, 1, 0);
        seen(15, Phase.SCALED_TO_ZERO, 1, 0);
        seen(16, Phase.SCALED_TO_ZERO, 1, 1);

        assertThat(readiness.zeroOnlyWhenReady().holds()).isFalse();
    }

    @Test
    void zeroWithASessionOpenDoesNotHold() {
        sessionUntil(40);
        seen(14, Phase.DRAINING, 1, 1);
        parkedAndThenZero();

        assertThat(readiness.zeroOnlyWhenReady().holds()).isFalse();
    }

    @Test
    void zeroWithoutParkingFirstDoesNotHold() {
        sessionUntil(12);
        seen(14, Phase.DRAINING, 1, 1);
        seen(31, Phase.SCALED_TO_ZERO, 1, 1);

        assertThat(readiness.zeroOnlyWhenReady().holds()).isFalse();
    }

    @Test
    void neverAtZeroDoesNotHoldAndSaysNever() {
        sessionUntil(12);
        seen(14, Phase.DRAINING, 1, 1);

        assertThat(readiness.zeroOnlyWhenReady().holds()).isFalse();
        assertThat(readiness.zeroOnlyWhenReady().evidence())
                .isEqualTo("a: all ready at 14 s, parked never, desired 0 never");
    }
}
