package io.ecsdrain.inventory.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowTest {

    @Test
    void theProductsDefaultLooksTenMinutesBack() {
        Window window =
                Window.before(Instant.parse("2026-01-01T12:00:30Z"), Duration.ofSeconds(60), 3, Duration.ofMinutes(3));
        assertThat(window.start()).isEqualTo("2026-01-01T11:51:00Z");
        assertThat(window.end()).isEqualTo("2026-01-01T12:01:00Z");
    }

    @Property
    void itIsAlignedContainsNowAndHoldsTheWantedPeriodsBesideTheOpenOne(
            @ForAll @IntRange(max = 2_000_000_000) int now,
            @ForAll @IntRange(min = 1, max = 20) int consecutive,
            @ForAll @IntRange(min = 0, max = 600) int lag,
            @ForAll @IntRange(min = 0, max = 6) int which) {
        int period = new int[] {1, 5, 10, 20, 30, 60, 300}[which];
        Instant at = Instant.ofEpochSecond(now, 5);
        Window window = Window.before(at, Duration.ofSeconds(period), consecutive, Duration.ofSeconds(lag));
        assertThat(window.start().getEpochSecond() % period).isZero();
        assertThat(window.end().getEpochSecond() % period).isZero();
        assertThat(at).isBetween(window.end().minusSeconds(period), window.end());
        assertThat(Duration.between(window.start(), at))
                .isGreaterThanOrEqualTo(Duration.ofSeconds((long) period * (consecutive + 3) + lag));
    }
}
