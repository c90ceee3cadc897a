package io.ecsdrain.sidecar.http;

import static io.ecsdrain.sidecar.http.DrainServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.sidecar.http.RawHttp.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PUT /busy}, on a real port. */
class BusyRouteTest extends OnARealPort {

    @Test
    void busyIsTheSumOverReporters() throws Exception {
        RawHttp.put(port, "/busy", "{\"count\":2}", JSON);
        RawHttp.put(port, "/busy/voice", "{\"count\":9,\"ttl_seconds\":5.5}", JSON);
        Answer answer = RawHttp.put(port, "/busy/voice", "{\"count\":3,\"ttl_seconds\":5.5}", JSON + "; charset=utf-8");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"busy\":5,", "\"busy_stale\":false");
        source.now = DrainServerTest.T0.plusMillis(5500);
        assertThat(RawHttp.get(port, "/drain").body()).contains("\"busy\":5,", "\"busy_stale\":true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "12",
                "{}",
                "{\"count\":-1}",
                "{\"count\":1000001}",
                "{\"count\":99999999999999999999}",
                "{\"count\":1.5}",
                "{\"count\":\"1\"}",
                "{\"count\":null}",
                "{\"count\":[1]}",
                "{\"ttl_seconds\":60}",
                "{\"count\":1,\"ttl_seconds\":4.9}",
                "{\"count\":1,\"ttl_seconds\":3601}",
                "{\"count\":1,\"ttl_seconds\":\"60\"}",
                "{\"count\":1,\"ttl_seconds\":1e999999999}",
                "{\"count\":1,\"ttl_seconds\":1e9999999999}",
                "{\"count\":1,\"ttl\":60}",
                "{\"count\":1,\"count\":0}",
                "{\"count\":1} {\"count\":0}",
                "{\"count\":1} x"
            })
    void aBadBusyBodyIsAProblemAndReportsNothing(String body) throws Exception {
        assertProblem(RawHttp.put(port, "/busy", body, JSON), 400);
        assertThat(source.view().busy()).isZero();
    }

    @Test
    void aBodyTooLargeOrAReporterWithABadNameIsAProblem() throws Exception {
        assertProblem(RawHttp.put(port, "/busy", " ".repeat(2000) + "{\"count\":1}", JSON), 413);
        assertProblem(RawHttp.put(port, "/busy/" + "a".repeat(65), "{\"count\":1}", JSON), 400);
        assertProblem(RawHttp.put(port, "/busy/a%20b", "{\"count\":1}", JSON), 400);
    }

    @Test
    void theSixtyFifthReporterIsAProblem() throws Exception {
        for (int i = 0; i < 64; i++) {
            assertThat(RawHttp.put(port, "/busy/r" + i, "{\"count\":1}", JSON).status())
                    .isEqualTo(200);
        }

        assertProblem(RawHttp.put(port, "/busy/one-more", "{\"count\":1}", JSON), 409);
        assertThat(RawHttp.get(port, "/drain").body()).contains("\"busy_unknown\":true");
        assertThat(RawHttp.put(port, "/busy/r7", "{\"count\":0}", JSON).body()).contains("\"busy\":63,");
        assertThat(RawHttp.put(port, "/busy/one-more", "{\"count\":0}", JSON).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""})
    void aWriteThatIsNotDeclaredAsJsonIsRefused(String type) throws Exception {
        assertProblem(RawHttp.put(port, "/busy", "{\"count\":1}", "Content-Type: " + type), 415);
        assertProblem(RawHttp.put(port, "/busy", "{\"count\":1}"), 415);
        assertThat(source.view().busy()).isZero();
    }
}
