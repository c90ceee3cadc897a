package io.ecsdrain.localaws.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ecsdrain.localaws.wire.AwsError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPatternTest {

    private static final String EVENT =
            "{\"id\":\"d1\",\"busy\":12,\"part\":0.5,\"turn\":true,\"off\":false,\"fence\":null,\"a\":{\"b\":[\"x\",{\"c\":7}]},\"ip\":\"10.0.3.4\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{ $.id = \"d1\" } ; true",
                "{ $.id = d1 } ; true",
                "{ $.id = \"d\" } ; false",
                "{$.id=\"d1\"} ; true",
                "{ $.id != \"d2\" } ; true",
                "{ $.missing != \"d2\" } ; false",
                "{ $.missing NOT EXISTS } ; true",
                "{ $.id NOT EXISTS } ; false",
                "{ $.fence IS NULL } ; true",
                "{ $.missing IS NULL } ; false",
                "{ $.turn IS TRUE } ; true",
                "{ $.off IS TRUE } ; false",
                "{ $.off IS FALSE } ; true",
                "{ $.busy > 11 } ; true",
                "{ $.busy > 12 } ; false",
                "{ $.busy >= 12 && $.busy <= 12 } ; true",
                "{ $.busy = 12 } ; true",
                "{ $.busy = \"12\" } ; true",
                "{ $.part < 0.75 } ; true",
                "{ $.id < 3 } ; false",
                "{ $.ip = 10.0.* } ; true",
                "{ $.ip = *.4 } ; true",
                "{ $.ip = 10.1.* } ; false",
                "{ $.a.b[0] = \"x\" } ; true",
                "{ $.a.b[1].c = 7 } ; true",
                "{ $.busy = 1 && $.id = \"d1\" || $.turn IS TRUE } ; true",
                "{ $.busy = 1 && ($.id = \"d1\" || $.turn IS TRUE) } ; false",
                "{ ($.turn IS TRUE) && (($.busy > 0) || ($.part = 1)) } ; true"
            })
    void aJsonPatternTakesWhatItsConditionHoldsFor(String pattern, boolean taken) {
        assertThat(FilterPattern.parse(pattern).matches(EVENT)).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain text", "\"a string\"", "12", "", "{\"id\":\"d1\"", "[1,2]"})
    void aJsonPatternTakesNothingThatIsNoObjectWithTheField(String text) {
        assertThat(FilterPattern.parse("{ $.id = * }").matches(text)).isFalse();
        assertThat(FilterPattern.parse("").matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERROR | an ERROR of d1 | true",
                "ERROR WARN | an ERROR | false",
                "\"of d1\" | an ERROR of d1 | true",
                "\"of d2\" | an ERROR of d1 | false",
                "ERROR -d1 | an ERROR of d1 | false",
                "error | an ERROR | false"
            })
    void termsHaveToBeThereAllOfThem(String pattern, String text, boolean taken) {
        assertThat(FilterPattern.parse(pattern).matches(text)).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.id }",
                "{ $.id = }",
                "{ $.id = \"d1\"",
                "{ id = 1 }",
                "{ $.id IS MAYBE }",
                "{ $.id > x }",
                "{ $.a = 1 } b",
                "{ $.a = 1 && }",
                "{ ($.a = 1 }",
                "{ $.a NOT THERE }",
                "{ $.a = \"open }"
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatExceptionOfType(AwsError.class)
                .isThrownBy(() -> FilterPattern.parse(pattern))
                .satisfies(error -> assertThat(error.code()).isEqualTo("InvalidParameterException"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a, b]", "%regex%", "?ERROR ?WARN", "{ $.a[*] = 1 }"})
    void whatIsNotImplementedSaysSo(String pattern) {
        assertThatExceptionOfType(AwsError.class)
                .isThrownBy(() -> FilterPattern.parse(pattern))
                .satisfies(error -> assertThat(error.code()).isEqualTo("UnsupportedOperation"));
    }
}
