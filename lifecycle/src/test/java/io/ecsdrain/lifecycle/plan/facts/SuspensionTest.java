package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.ScalingView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuspensionTest {

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
        assertThat(Suspension.of(scaling).word()).isEqualTo(text);
        assertThat(Suspension.parse(text)).contains(new Suspension(in, out, scheduled));
        assertThat(Suspension.of(scaling)).isEqualTo(new Suspension(in, out, scheduled));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "in,out", "in+", "in+down", "IN", "none+in"})
    void aTextThatWeDidNotWriteIsAsGoodAsNone(String text) {
        assertThat(Suspension.parse(text)).isEmpty();
    }

    @Test
    void whileDrainingScaleInByAlarmsAndBySchedulesIsSuspendedWhateverWasBefore() {
        assertThat(new Suspension(false, false, false).draining()).isEqualTo(new Suspension(true, false, true));
        assertThat(new Suspension(true, true, true).draining()).isEqualTo(Suspension.ALL);
    }

    @Test
    void beforeItsClientsComeOnlyScaleInByAlarmsIsSuspendedBesidesWhatWasBefore() {
        assertThat(new Suspension(false, false, false).expecting()).isEqualTo(new Suspension(true, false, false));
        assertThat(new Suspension(false, true, true).expecting()).isEqualTo(Suspension.ALL);
    }
}
