package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The number of sessions on a page of the app, as JSON and as Prometheus text. */
class SessionFieldTest {

    private static final String METRICS = """
            # HELP jobs Active jobs.
            # TYPE jobs gauge
            jobs{queue="a",region="eu\\"west"} 3
            jobs{queue="b"} 4.5 1767225600000
            jobs_total 99
            plain 7
            \tindented 1
            none NaN
            many +Inf
            less -1
            """;

    private static double read(String field, String answer) throws IOException {
        return SessionField.parse(field).orElseThrow().read(answer.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/active_jobs | {\"active_jobs\": 3}                 | 3",
                "/a/b         | {\"x\":{\"b\":9},\"a\":{\"c\":[1],\"b\":2}} | 2",
                "/a/1         | {\"a\":[5,6]}                        | 6",
                "/a~1b        | {\"a/b\":1}                          | 1",
                "/a~0b        | {\"a~b\":1}                          | 1",
                "/n           | {\"n\":1.5e1}                        | 15",
            })
    void aJsonPointerFindsItsNumber(String pointer, String answer, double number) throws IOException {
        assertThat(read(pointer, answer)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "",
                "7",
                "{\"n\":\"3\"}",
                "{\"n\":null}",
                "{\"n\":true}",
                "{\"n\":{}}",
                "{\"n\":-1}",
                "{\"n\":1e400}",
                "{\"n\":",
                "<html>",
                "{\"n\":NaN}",
                "{\"m\":{\"n\":1}}"
            })
    void whatIsNoNumberOfSessionsIsAnError(String answer) {
        assertThatThrownBy(() -> read("/n", answer)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jobs                                  | 7.5",
                "jobs{queue=\"a\"}                     | 3",
                "jobs{ queue != \"a\" , }              | 4.5",
                "jobs{queue=\"a\",region=\"eu\\\"west\"}  | 3",
                "jobs{region=\"\"}                     | 4.5",
                "plain                                 | 7",
                "plain{}                               | 7",
            })
    void aMetricIsTheSumOfTheSamplesThatFit(String selector, double sum) throws IOException {
        assertThat(read(selector, METRICS)).isEqualTo(sum);
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "jobs{queue=\"c\"}", "job", "none", "many", "less"})
    void aMetricThatIsNotThereOrNoNumberOfSessionsIsAnError(String selector) {
        assertThatThrownBy(() -> read(selector, METRICS)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs{", "jobs{queue} 1", "jobs{queue=\"a} 1", "jobs{queue=\"a\" 1", "jobs{=\"a\"} 1"})
    void aSampleThatIsBrokenIsAnError(String line) {
        assertThatThrownBy(() -> read("jobs", line + "\n")).isInstanceOf(IOException.class);
    }

    @Test
    void blanksThatTheFormatAllowsHideNoSample() throws IOException {
        assertThat(read("jobs{q=\"a\"}", "jobs{q=\"a\"} 1\n  jobs{q=\"a\"}\t5\njobs {q=\"a\"} 7\n"))
                .isEqualTo(13);
    }

    @Test
    void aPageThatWasCutOffIsAnError() {
        assertThatThrownBy(() -> read("jobs", "jobs{w=\"a\"} 0\njobs{w=\"b\"} 1"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aPartOfASessionThatIsTooSmallForADoubleIsNotZero() throws IOException {
        assertThat(read("jobs", "jobs 1e-400\n")).isPositive();
        assertThat(read("jobs", "jobs 0e-400\n")).isZero();
    }

    @Test
    void aLongLabelIsRead() throws IOException {
        String value = "\\\"x".repeat(60_000);

        assertThat(read("jobs", "jobs{a=\"" + value + "\"} 2\n")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "active jobs",
                "9jobs",
                "jobs{",
                "jobs{a}",
                "jobs{a=b}",
                "jobs{a=\"b\"}x",
                "jobs{a=\"b\",a=\"c\"}",
                "/a~2",
                "/a~"
            })
    void aFieldThatIsNeitherIsNone(String text) {
        assertThat(SessionField.parse(text)).isEqualTo(Optional.empty());
    }
}
