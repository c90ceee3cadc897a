package io.ecsdrain.deployer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    @Test
    void sttySaysRowsThenColumns() {
        assertThat(Window.of("24 80\n")).contains(new Window(24, 80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "1 80", "24 39", "24", "stty: invalid argument", "99999999999 80"})
    void whatIsNoUsableSizeIsNone(String said) {
        assertThat(Window.of(said)).isEmpty();
    }

    @Test
    void aLongLineIsWrappedAtABlankUnderItsText() {
        assertThat(new Window(24, 40).fit(List.of("  why       not-ready: one of the two tasks has sessions")))
                .containsExactly("  why       not-ready: one of the two", "            tasks has sessions");
    }

    @Test
    void aWordThatIsLongerThanTheLineIsCutIntoLines() {
        List<String> lines = new Window(24, 40).fit(List.of("x".repeat(70)));

        assertThat(lines).containsExactly("x".repeat(40), " ".repeat(12) + "x".repeat(28), " ".repeat(12) + "xx");
    }

    @Test
    void aLineThatFillsItStaysWhole() {
        assertThat(new Window(24, 40).fit(List.of("x".repeat(40)))).containsExactly("x".repeat(40));
    }

    @Test
    void whatHasNoRoomIsCountedBesideTheCursor() {
        List<String> lines =
                IntStream.rangeClosed(1, 12).mapToObj(Integer::toString).toList();

        assertThat(new Window(13, 80).fit(lines)).isEqualTo(lines);
        assertThat(new Window(6, 80).fit(lines))
                .containsExactly("1", "2", "3", "4", "... 8 more lines: give an ID, or make the window higher");
    }
}
