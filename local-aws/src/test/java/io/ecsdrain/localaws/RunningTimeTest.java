package io.ecsdrain.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunningTimeTest {

    @Test
    void timeGoesOnFromItsStartAndCanBeMovedOnTop() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        try (LocalAws aws = LocalAws.builder().clock(start).running().start()) {
            await().until(() -> aws.now().isAfter(start));
            assertThat(aws.now()).isBefore(start.plus(Duration.ofHours(1)));
            aws.advance(Duration.ofHours(1));
            assertThat(aws.now()).isAfter(start.plus(Duration.ofHours(1)));
        }
    }
}
