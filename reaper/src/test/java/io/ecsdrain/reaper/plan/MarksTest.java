package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.reaper.plan.Marks.Suspension;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {

    private static final Instant NOW = Draft.NOW;

    @ParameterizedTest
    @CsvSource({
        "none, false, false, false",
        "in, true, false, false",
        "out, false, true, false",
        "scheduled, false, false, true",
        "in+scheduled, true, false, true",
        "in+out+scheduled, true, true, true"
    })
    void whatWasSuspendedIsReadAsItWasWritten(String text, boolean in, boolean out, boolean scheduled) {
        ScalingView scaling = new ScalingView("service/v1", 1, 4, in, out, scheduled);
        assertThat(Marks.suspended(scaling)).isEqualTo(text);
        assertThat(Marks.suspension(text)).contains(new Suspension(in, out, scheduled));
        assertThat(Marks.suspensionNow(scaling)).isEqualTo(new Suspension(in, out, scheduled));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "in,out", "in+", "in+down", "IN", "none+in"})
    void aTextThatWeDidNotWriteIsAsGoodAsNone(String text) {
        assertThat(Marks.suspension(text)).isEmpty();
    }

    @Test
    void whileDrainingScaleInByAlarmsAndBySchedulesIsSuspendedWhateverWasBefore() {
        assertThat(new Suspension(false, false, false).draining()).isEqualTo(new Suspension(true, false, true));
        assertThat(new Suspension(true, true, true).draining()).isEqualTo(Suspension.ALL);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "300, 300", "-1, ", "1.5, ", "1234567, ", "x, ", ", "})
    void aCountIsAWholeNumberZeroOrMore(String text, Integer count) {
        assertThat(Marks.count(text)).isEqualTo(Optional.ofNullable(count));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-03-01T12:00:29Z, true",
        "2026-03-01T12:00:30Z, true",
        "2026-03-01T12:00:31Z, false",
        "yesterday, false",
        ", false"
    })
    void aTimeFromTheFutureIsAsGoodAsNone(String text, boolean counts) {
        Map<String, String> tags = text == null ? Map.of() : Map.of("at", text);
        assertThat(Marks.instant(tags, "at", NOW))
                .isEqualTo(counts ? Optional.of(Instant.parse(text)) : Optional.empty());
    }
}
