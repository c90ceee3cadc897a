package io.ecsdrain.sidecar.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.sidecar.drain.DrainPhase;
import io.ecsdrain.sidecar.drain.DrainView;
import io.ecsdrain.sidecar.drain.ViewDraft;
import io.ecsdrain.sidecar.report.LineClock.Due;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines are written when. The clock's zero lies anywhere, also where it runs over. */
class LineClockTest {

    private static final DrainView UNKNOWN = ViewDraft.of(DrainPhase.UNKNOWN).view();
    private static final DrainView ACTIVE = draining("1@a", false);
    private static final DrainView WAITING = draining("2@b", false);
    private static final DrainView READY = draining("2@b", true);
    private static final DrainView ANSWERS = ViewDraft.of(DrainPhase.DRAINING)
            .write("2@b")
            .ready(true)
            .fence("f")
            .view();

    private static DrainView draining(String write, boolean ready) {
        return ViewDraft.of(DrainPhase.DRAINING).write(write).ready(ready).view();
    }

    /** Follows the clock as the emitter does, from one moment that it names to the next. */
    private static Map<Long, Due> play(long zero, Duration beat, Duration until, Map<Long, DrainView> changes) {
        LineClock clock = new LineClock(beat, zero);
        Map<Long, Due> lines = new TreeMap<>();
        DrainView view = UNKNOWN;
        long now = 0;
        while (now <= until.toMillis()) {
            view = new TreeMap<>(changes).headMap(now, true).values().stream().reduce(view, (before, after) -> after);
            Due due = clock.take(view, zero + now * 1_000_000);
            if (due != Due.NOTHING) {
                lines.put(now, due);
            }
            long left = clock.left(view, zero + now * 1_000_000) / 1_000_000;
            assertThat(left).isPositive();
            Long change = new TreeMap<>(changes).higherKey(now);
            now = change == null ? now + left : Math.min(change, now + left);
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 10_000_000_000L, Long.MIN_VALUE, -1})
    void beatsKeepTheirPaceAndWhatTurnsIsSaidBetweenThem(long zero) {
        Map<Long, DrainView> changes = Map.of(0L, UNKNOWN, 300L, ACTIVE, 31_000L, READY);

        assertThat(play(zero, Duration.ofSeconds(15), Duration.ofSeconds(46), changes))
                .isEqualTo(Map.of(
                        0L, Due.BEAT,
                        300L, Due.TURN,
                        15_000L, Due.BEAT,
                        30_000L, Due.BEAT,
                        31_000L, Due.TURN,
                        45_000L, Due.BEAT));
    }

    static List<List<DrainView>> turns() {
        return List.of(
                List.of(UNKNOWN, ACTIVE),
                List.of(ACTIVE, WAITING),
                List.of(WAITING, READY),
                List.of(READY, WAITING),
                List.of(READY, ANSWERS),
                List.of(ANSWERS, READY),
                List.of(ANSWERS, draining("3@c", true)));
    }

    @ParameterizedTest
    @MethodSource("turns")
    void readinessStateAndFenceTurnALine(List<DrainView> change) {
        LineClock clock = new LineClock(Duration.ofSeconds(60), 0);
        clock.take(change.get(0), 0);

        assertThat(clock.take(change.get(0), seconds(10))).isEqualTo(Due.NOTHING);
        assertThat(clock.take(change.get(1), seconds(20))).isEqualTo(Due.TURN);
        assertThat(clock.take(change.get(1), seconds(30))).isEqualTo(Due.NOTHING);
    }

    @Test
    void sessionsThatComeAndGoTurnNothingByThemselves() {
        LineClock clock = new LineClock(Duration.ofSeconds(60), 0);
        clock.take(WAITING, 0);

        assertThat(clock.take(
                        ViewDraft.of(DrainPhase.DRAINING).write("2@b").busy(7).view(), seconds(20)))
                .isEqualTo(Due.NOTHING);
    }

    @Test
    void turnsKeepTheirDistanceAndTheLastStandsInTheEnd() {
        Map<Long, DrainView> changes =
                new TreeMap<>(Map.of(0L, WAITING, 1_000L, READY, 2_000L, WAITING, 3_000L, READY));

        assertThat(play(0, Duration.ofSeconds(60), Duration.ofSeconds(20), changes))
                .isEqualTo(Map.of(0L, Due.TURN, 5_000L, Due.TURN));
        changes.put(4_000L, WAITING);
        assertThat(play(0, Duration.ofSeconds(60), Duration.ofSeconds(20), changes))
                .as("back to what was told")
                .isEqualTo(Map.of(0L, Due.TURN));
    }

    @Test
    void aBeatThatTellsTheNewsFirstIsNoTurnWhichStillFollows() {
        Map<Long, DrainView> changes = Map.of(0L, WAITING, 1_000L, READY);

        assertThat(play(0, Duration.ofSeconds(2), Duration.ofSeconds(6), changes))
                .isEqualTo(
                        Map.of(0L, Due.TURN, 2_000L, Due.BEAT, 4_000L, Due.BEAT, 5_000L, Due.TURN, 6_000L, Due.BEAT));
    }

    @Test
    void afterABlockedWriteThePaceBeginsAnew() {
        LineClock clock = new LineClock(Duration.ofSeconds(5), 0);
        clock.take(UNKNOWN, 0);

        assertThat(clock.take(UNKNOWN, seconds(600))).isEqualTo(Due.BEAT);
        assertThat(clock.left(UNKNOWN, seconds(600))).isEqualTo(seconds(5));
    }

    private static long seconds(long seconds) {
        return seconds * 1_000_000_000L;
    }
}
