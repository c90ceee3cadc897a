package io.ecsdrain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {

    @Test
    void coloursAreForATerminalWhoseUserHasNothingAgainstThem() {
        assertThat(Terminal.wantsColour(Map.of(), true)).isTrue();
        assertThat(Terminal.wantsColour(Map.of("NO_COLOR", ""), true)).isTrue();
        assertThat(Terminal.wantsColour(Map.of("NO_COLOR", "1"), true)).isFalse();
        assertThat(Terminal.wantsColour(Map.of("TERM", "dumb"), true)).isFalse();
        assertThat(Terminal.wantsColour(Map.of(), false)).isFalse();
    }

    @Test
    void columnsIsAsWideAsItSays() {
        assertThat(Terminal.columns(Map.of("COLUMNS", "132"))).contains(132);
        assertThat(Terminal.columns(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "wide", "99999"})
    void whatIsNoWidthSaysNothing(String columns) {
        assertThat(Terminal.columns(Map.of("COLUMNS", columns))).isEmpty();
    }
}
