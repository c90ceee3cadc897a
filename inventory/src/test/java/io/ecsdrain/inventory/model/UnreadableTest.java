package io.ecsdrain.inventory.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UnreadableTest {

    private static final Observed<Integer> UNKNOWN = Observed.unknown("throttled");

    @Test
    void whatWasReadIsTheAnswer() {
        assertThat(Unreadable.require(Observed.known(3))).isEqualTo(3);
        assertThat(Unreadable.require("its count", Observed.known(3))).isEqualTo(3);
    }

    @Test
    void aFailedReadEndsWithItsReasonAndWithWhatWasReadIfThatIsSaid() {
        assertThatThrownBy(() -> Unreadable.require(UNKNOWN))
                .isInstanceOf(Unreadable.class)
                .hasMessage("throttled");
        assertThatThrownBy(() -> Unreadable.require("its count", UNKNOWN))
                .isInstanceOf(Unreadable.class)
                .hasMessage("could not read its count: throttled");
    }
}
