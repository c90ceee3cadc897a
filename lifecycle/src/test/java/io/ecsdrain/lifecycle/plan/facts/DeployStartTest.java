package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployStartTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = CREATED.plusSeconds(600);

    private static ServiceView service(Map<String, String> tags) {
        return new ServiceView("arn:svc", "svc-app-v1", "ACTIVE", CREATED, 1, 0, 0, tags, List.of(), "td:1");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:05:00Z, 2026-03-01T12:05:00Z",
        "2026-03-01T12:10:00Z, 2026-03-01T12:10:00Z",
        "2026-03-01T11:00:00Z, 2026-03-01T12:00:00Z",
        "2026-03-01T12:10:01Z, 2026-03-01T12:00:00Z",
        "yesterday, 2026-03-01T12:00:00Z"
    })
    void theTagCountsIfItIsLaterThanEcsAndNotInTheFuture(String tag, Instant expected) {
        assertThat(DeployStart.of(service(Map.of("created_at", tag)), NOW)).isEqualTo(expected);
    }

    @Test
    void withoutATagEcsDecides() {
        assertThat(DeployStart.of(service(Map.of()), NOW)).isEqualTo(CREATED);
    }

    @Test
    void itIsUnderWayUntilItsTimeoutIsOver() {
        assertThat(DeployStart.isUnderWay(service(Map.of()), Duration.ofSeconds(601), NOW))
                .isTrue();
        assertThat(DeployStart.isUnderWay(service(Map.of()), Duration.ofSeconds(600), NOW))
                .isTrue();
        assertThat(DeployStart.isUnderWay(service(Map.of()), Duration.ofSeconds(599), NOW))
                .isFalse();
    }
}
