package io.ecsdrain.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    @Test
    void coloursAreForATerminalWhoseUserHasNothingAgainstThem() {
        assertThat(Console.wantsColour(Map.of(), true)).isTrue();
        assertThat(Console.wantsColour(Map.of("NO_COLOR", ""), true)).isTrue();
        assertThat(Console.wantsColour(Map.of("NO_COLOR", "1"), true)).isFalse();
        assertThat(Console.wantsColour(Map.of("TERM", "dumb"), true)).isFalse();
        assertThat(Console.wantsColour(Map.of(), false)).isFalse();
    }
}
