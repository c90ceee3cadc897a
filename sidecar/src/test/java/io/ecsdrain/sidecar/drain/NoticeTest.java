package io.ecsdrain.sidecar.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoticeTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Set<DrainPhase> ALL = EnumSet.of(DrainPhase.ACTIVE, DrainPhase.DRAINING, DrainPhase.STOPPING);

    @Test
    void eachNewStateIsToldOnce() {
        assertThat(Notice.none().seen(DrainPhase.UNKNOWN, ALL).isDue(T0)).isFalse();
        Notice active = Notice.none().seen(DrainPhase.ACTIVE, ALL);
        assertThat(active.isDue(T0)).isTrue();
        Notice told = active.done();
        assertThat(told.seen(DrainPhase.ACTIVE, ALL).isDue(T0)).isFalse();
        assertThat(told.seen(DrainPhase.DRAINING, ALL).isDue(T0)).isTrue();
    }

    @Test
    void aStateThatTheAppIsNotToldOfEndsTheOneBefore() {
        Set<DrainPhase> draining = EnumSet.of(DrainPhase.DRAINING);
        Notice failed = Notice.none().seen(DrainPhase.DRAINING, draining).failed(T0, 0.5);

        Notice active = failed.seen(DrainPhase.ACTIVE, draining);
        assertThat(active.isDue(T0.plusSeconds(60))).isFalse();
        assertThat(active.seen(DrainPhase.DRAINING, draining).isDue(T0)).isTrue();
    }

    @Test
    void aFailureIsTriedAgainLaterAndLaterButAnotherStateAtOnce() {
        Notice failed = Notice.none().seen(DrainPhase.ACTIVE, ALL).failed(T0, 0.5);
        assertThat(failed.isDue(T0.plusMillis(999))).isFalse();
        assertThat(failed.isDue(T0.plusSeconds(1))).isTrue();
        Notice twice = failed.failed(T0, 0.5);
        assertThat(twice.isDue(T0.plusMillis(1999))).isFalse();
        assertThat(twice.isDue(T0.plusSeconds(2))).isTrue();

        assertThat(twice.seen(DrainPhase.DRAINING, ALL).isDue(T0)).isTrue();
    }
}
