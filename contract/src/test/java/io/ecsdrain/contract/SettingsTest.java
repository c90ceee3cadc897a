package io.ecsdrain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private enum Mode {
        ALWAYS,
        NOT_NOW
    }

    @Test
    void absentVariablesTakeTheirDefaults() {
        Settings settings = Settings.of(Map.of());
        assertThat(settings.integer("N", 7, 1, 9)).isEqualTo(7);
        assertThat(settings.seconds(new Variable.Decimal("S", 2.5, 0, 9, ""))).isEqualTo(Duration.ofMillis(2500));
        assertThat(settings.flag("F", true)).isTrue();
        assertThat(settings.choice("C", Mode.NOT_NOW, Mode.class)).isEqualTo(Mode.NOT_NOW);
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void everyProblemIsReportedAtOnceWithVariableValueAndWhatWouldBeRight() {
        Settings settings = Settings.of(Map.of("N", "0", "S", "fast", "F", "yes", "C", "never", "D", "UP"));
        settings.integer("N", 7, 1, 9);
        settings.seconds(new Variable.Decimal("S", 5, 0.01, 3600, ""));
        settings.flag("F", true);
        settings.choice("C", Mode.ALWAYS, Mode.class);
        settings.requiredName("D", "the deployment's name");
        settings.requiredName("MISSING", "the deployment's id");
        assertThatThrownBy(() -> settings.orThrow(() -> "configuration"))
                .isInstanceOfSatisfying(ConfigurationException.class, refused -> assertThat(refused.problems())
                        .containsExactly(
                                "N must be a whole number from 1 to 9, but is '0'",
                                "S must be a number from 0.01 to 3600, but is 'fast'",
                                "F must be true or false, but is 'yes'",
                                "C must be one of always, not-now, but is 'never'",
                                "D must match " + Names.PATTERN + ", but is 'UP'",
                                "MISSING is required: the deployment's id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:4566", "//localhost", "http://", "http:localhost", "ftp://localhost", "http://a b"})
    void whatIsNoUrlOfOneOfTheSchemesIsAProblem(String value) {
        Settings settings = Settings.of(Map.of("U", value));
        assertThat(settings.url("U", "http", "https")).isEmpty();
        assertThat(settings.problems()).containsExactly("U must be an http or https URL, but is '" + value + "'");
    }

    @Test
    void aUrlIsTakenAsItIs() {
        Settings settings = Settings.of(Map.of("U", "http://127.0.0.1:4566/v4/task"));
        assertThat(settings.url("U", "http")).contains(URI.create("http://127.0.0.1:4566/v4/task"));
        assertThat(settings.url("ABSENT", "http")).isEmpty();
        assertThat(settings.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t"})
    void aBlankValueIsAProblemAndNotADefault(String blank) {
        Settings settings = Settings.of(Map.of("N", blank));
        settings.integer("N", 7, 1, 9);
        assertThat(settings.problems()).hasSize(1).first().asString().contains("N must not be empty");
    }

    @Test
    void aNameOfControlCharactersIsAProblemLikeAnyOtherBadName() {
        Settings settings = Settings.of(Map.of("D", "\u0001\u0002"));
        settings.requiredName("D", "the name");
        assertThat(settings.problems()).hasSize(1).first().asString().contains("D must match");
    }

    @Test
    void aBlankValueOfARequiredVariableSaysWhatItIsFor() {
        Settings settings = Settings.of(Map.of("D", " "));
        assertThat(settings.required("D", "the cluster")).isEmpty();
        assertThat(settings.problems()).containsExactly("D must not be empty, it is required: the cluster, but is ' '");
    }

    @Test
    void aVariableThatIsReadTwiceIsReportedOnce() {
        Settings settings = Settings.of(Map.of("N", ""));
        settings.optional("N");
        settings.decimal("N", 1, 0, 9);
        assertThat(settings.problems()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "0x1p3", "1e3", "1,5", "5s", "--1", "."})
    void whatNoPersonMeansByANumberIsRefused(String odd) {
        Settings settings = Settings.of(Map.of("S", odd));
        settings.seconds(new Variable.Decimal("S", 5, 0, 1e9, ""));
        assertThat(settings.problems()).hasSize(1);
    }

    @Test
    void theLabelNamesAVariableAsItsUserWroteIt() {
        Settings settings = Settings.of(Map.of("N", "x"), variable -> "--number");
        settings.integer("N", 1, 0, 9);
        assertThat(settings.problems()).containsExactly("--number must be a whole number from 0 to 9, but is 'x'");
    }
}
