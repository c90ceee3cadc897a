package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ParameterView;
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

/** 10% for ten minutes, 50% for ten more, beside v1, until noon. */
class CanaryMarkTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v1");
    private static final CanarySteps STEPS =
            new CanarySteps(List.of(new Step(10, Duration.ofMinutes(10)), new Step(50, Duration.ofMinutes(10))));
    private static final String TEXT = "10:600/50:600 2 2026-01-01T12:00:00Z v1";

    private static boolean runs(String text, Optional<String> state, Optional<DeploymentKey> winner, Instant now) {
        return CanaryMark.running(
                        Map.of(Tags.CANARY, text),
                        state.map(value -> new ParameterView("/apps/app/v2/state", value, NOON.minusSeconds(60), 1)),
                        winner,
                        now)
                .isPresent();
    }

    @Test
    void whatIsWrittenIsRead() {
        CanaryMark mark = new CanaryMark(STEPS, 2, NOON, "v1");
        assertThat(mark.text()).isEqualTo(TEXT);
        assertThat(CanaryMark.of(Map.of(Tags.CANARY, TEXT))).contains(mark);
        assertThat(mark.phrase()).isEqualTo("step 2 of 2, 50% of new clients");
    }

    /** Letters, digits, spaces and {@code + - = . _ : / @}, 256 of them (TagResource, ECS API reference). */
    @Test
    void itFitsATag() {
        assertThat(TEXT).matches("[\\p{L}\\p{N} +\\-=._:/@]{1,256}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10:600/50:600",
                "10:600/50:600 3 2026-01-01T12:00:00Z v1",
                "10:600/50:600 0 2026-01-01T12:00:00Z v1",
                "10:600/50:600 2 noon v1",
                "10:600/50:600 2 2026-01-01T12:00:00Z -",
                "50:600/10:600 2 2026-01-01T12:00:00Z v1",
                "10:600/10:600 2 2026-01-01T12:00:00Z v1",
                "0:600 1 2026-01-01T12:00:00Z v1",
                "100:600 1 2026-01-01T12:00:00Z v1",
                "10:0 1 2026-01-01T12:00:00Z v1",
                "10:600/ 1 2026-01-01T12:00:00Z v1",
                "10:600/50:600 2 2026-01-01T12:00:00Z v1 more",
            })
    void whatIsNoMarkIsThereAndNeverRuns(String text) {
        assertThat(CanaryMark.exists(Map.of(Tags.CANARY, text))).isTrue();
        assertThat(CanaryMark.of(Map.of(Tags.CANARY, text))).isEmpty();
        assertThat(runs(text, Optional.empty(), Optional.of(LIVE), NOON.minusSeconds(60)))
                .isFalse();
    }

    @ParameterizedTest(name = "state {0}, {1} is to be live, {2} s after the deadline: {3}")
    @CsvSource({
        ", v1, -60, true",
        ", v1, 120, true",
        ", v1, 121, false",
        ", v2, -60, false",
        ", v0, -60, false",
        ", , -60, false",
        "active, v1, -60, false",
        "draining, v1, -60, false"
    })
    void itRunsAsLongAsNothingIsSaidOfIt(String state, String winner, int after, boolean runs) {
        assertThat(runs(
                        TEXT,
                        Optional.ofNullable(state),
                        Optional.ofNullable(winner).map(id -> new DeploymentKey("app", id)),
                        NOON.plusSeconds(after)))
                .isEqualTo(runs);
    }

    @Test
    void withoutATagThereIsNone() {
        assertThat(CanaryMark.exists(Map.of())).isFalse();
        assertThat(CanaryMark.running(Map.of(), Optional.empty(), Optional.of(LIVE), NOON))
                .isEmpty();
    }

    @Test
    void aStepHasAShareAndATime() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CanarySteps(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Step(100, Duration.ofMinutes(1)))
                .withMessageContaining("1% to 99%");
        assertThatIllegalArgumentException().isThrownBy(() -> new Step(10, Duration.ofMillis(999)));
        assertThat(STEPS.time()).isEqualTo(Duration.ofMinutes(20));
        assertThat(STEPS.count()).isEqualTo(2);
        assertThat(STEPS.step(1).percent()).isEqualTo(10);
    }
}
