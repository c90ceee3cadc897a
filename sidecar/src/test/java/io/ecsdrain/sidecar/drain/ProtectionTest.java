package io.ecsdrain.sidecar.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProtectionTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void isTakenWithTheFirstSessionAndReleasedWithTheLast() {
        assertThat(Protection.none().wanted(0, T0)).isEmpty();
        assertThat(Protection.none().wanted(1, T0)).contains(true);

        Protection held = Protection.none().done(true, T0);
        assertThat(held.wanted(5, T0.plusSeconds(1))).isEmpty();
        assertThat(held.wanted(0, T0.plusSeconds(1))).contains(false);
        assertThat(held.done(false, T0).wanted(0, T0)).isEmpty();
    }

    @Test
    void isRenewedLongBeforeItLapses() {
        Protection held = Protection.none().done(true, T0);

        assertThat(held.wanted(1, T0.plus(Duration.ofMinutes(5)).minusMillis(1)))
                .isEmpty();
        assertThat(held.wanted(1, T0.plus(Duration.ofMinutes(5)))).contains(true);
    }

    @Test
    void aFailureIsRetriedLaterAndLaterAndForgetsNothingThatIsHeld() {
        Protection failed = Protection.none().done(true, T0).failed(T0, 0.5);

        assertThat(failed.wanted(0, T0.plusMillis(4999))).isEmpty();
        assertThat(failed.wanted(0, T0.plusSeconds(5))).contains(false);
        assertThat(failed.failed(T0, 0.5).wanted(0, T0.plusMillis(9999))).isEmpty();
        assertThat(failed.failed(T0, 0.5).wanted(0, T0.plusSeconds(10))).contains(false);
    }
}
