package io.ecsdrain.deployer.plan.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Sight SIGHT = new Sight(NOW, List.of(), List.of(), List.of());

    @Test
    void whatWasSeenStaysWhileReadsFailAndTheFirstFailureSaysSinceWhen() {
        Watch failing =
                Watch.NOTHING.seen(SIGHT).failed(NOW.plusSeconds(5), "one").failed(NOW.plusSeconds(15), "two");

        assertThat(failing.last()).contains(SIGHT);
        assertThat(failing.failure()).contains(new Watch.Failure(NOW.plusSeconds(5), "two", 2));
    }

    @Test
    void oneSightEndsTheFailure() {
        assertThat(Watch.NOTHING.failed(NOW, "one").seen(SIGHT).failure()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5, 0, 5", "5, 1, 10", "5, 2, 20", "5, 3, 40", "5, 4, 60", "5, 100000, 60", "90, 3, 90", "45, 1, 60"})
    void eachFailureDoublesTheWaitUpToAMinute(int every, int failures, int pause) {
        Watch watch = Watch.NOTHING;
        for (int failure = 0; failure < failures; failure++) {
            watch = watch.failed(NOW, "why");
        }

        assertThat(watch.pause(Duration.ofSeconds(every))).isEqualTo(Duration.ofSeconds(pause));
    }
}
