package io.ecsdrain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "draining",
                "svc-app-1 'x' {\"a\":1} \\",
                "naïve 部署 🙂",
                "arn:aws:ecs:eu-west-1:1:service/c/s"
            })
    void ordinaryTextStaysAsItIs(String text) {
        assertThat(Printable.line(text)).isEqualTo(text);
    }

    @Test
    void aLineBreakCannotForgeALine() {
        assertThat(Printable.line("a\n{\"_aws\":1}\r\n\tb\u2028c\u0085d"))
                .isEqualTo("a\\n{\"_aws\":1}\\r\\n\\tb\\u2028c\\u0085d")
                .hasLineCount(1);
    }

    @Test
    void escapeSequencesReachNoTerminal() {
        assertThat(Printable.line("\u001b[2J\u001b]0;title\u0007\u009b31m\u007f"))
                .isEqualTo("\\u001b[2J\\u001b]0;title\\u0007\\u009b31m\\u007f");
    }

    @Test
    void whatReordersOrHidesTextIsShown() {
        assertThat(Printable.line("a\u202eb\u2066c\u200bd\ufeffe")).isEqualTo("a\\u202eb\\u2066c\\u200bd\\ufeffe");
    }

    @Test
    void brokenSurrogatesAreShownAsTheyAre() {
        assertThat(Printable.line("a\ud800b")).isEqualTo("a\\ud800b");
    }

    @Test
    void aLongTextIsCutAndItsLengthSaid() {
        assertThat(Printable.line("x".repeat(4_000))).isEqualTo("x".repeat(1_000) + "... (4000 characters)");
        assertThat(Printable.cell("x".repeat(4_000))).isEqualTo("x".repeat(200) + "... (4000 characters)");
    }

    @Test
    void theCutDividesNoCharacter() {
        assertThat(Printable.cell("x".repeat(199) + "🙂y")).isEqualTo("x".repeat(199) + "... (202 characters)");
    }
}
