package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.contract.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnparkingTest {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 15", "6, 15", "999999, 15"})
    void thePauseDoublesUpToAQuarterOfAnHour(int inARow, int minutes) {
        assertThat(new Unparking(inARow, AT).pauseEnd()).isEqualTo(AT.plus(Duration.ofMinutes(minutes)));
    }

    @Test
    void theTagSaysItAll() {
        Unparking third = new Unparking(3, AT);
        assertThat(third.text()).isEqualTo("3@2026-03-01T12:00:00.123Z");
        assertThat(Unparking.of(Map.of(Tags.UNPARKED, third.text()), AT)).contains(third);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "@",
                "3@",
                "@2026-03-01T12:00:00Z",
                "0@2026-03-01T12:00:00Z",
                "-1@2026-03-01T12:00:00Z",
                "1234567@2026-03-01T12:00:00Z",
                "3@yesterday",
                "3@2026-03-01T12:00:01Z"
            })
    void whatMakesNoSenseIsAsGoodAsAbsent(String text) {
        assertThat(Unparking.of(Map.of(Tags.UNPARKED, text), AT)).isEmpty();
    }

    @Test
    void withoutTheTagThereIsNone() {
        assertThat(Unparking.of(Map.of(), AT)).isEmpty();
        assertThatThrownBy(() -> new Unparking(0, AT)).isInstanceOf(IllegalArgumentException.class);
    }
}
