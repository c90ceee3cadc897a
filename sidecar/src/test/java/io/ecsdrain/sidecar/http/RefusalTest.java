package io.ecsdrain.sidecar.http;

import static io.ecsdrain.sidecar.http.DrainServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.sidecar.http.RawHttp.Answer;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and that the refusal helps the person who wrote the client. */
class RefusalTest extends OnARealPort {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/drain?wait=soon                | wait must be a number of seconds from 0 to 60, but is 'soon'",
                "/drain?wait=61                  | wait must be a number of seconds from 0 to 60, but is '61'",
                "/drain?wait=5&since=asleep      | since must be one of unknown, active, draining, stopping, but is 'asleep'",
                "/drain?wait=5&wait=6            | wait must be given once, but is '5, 6'",
                "/drain?wait=%zz                 | the query must be percent-encoded UTF-8, but is 'wait=%zz'",
            })
    void aProblemOfTheQueryNamesParameterValueAndWhatWouldBeRight(String path, String detail) throws Exception {
        assertThat(detail(RawHttp.get(port, path), 400)).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"count\":-3}                  | count must be a whole number from 0 to 1000000, but is '-3'",
                "{\"count\":1.5}                 | count must be a whole number from 0 to 1000000, but is '1.5'",
                "{\"count\":\"many\"}            | count must be a whole number from 0 to 1000000, but is 'many'",
                "{}                              | count must be a whole number from 0 to 1000000, but is missing",
                "{\"count\":1,\"ttl_seconds\":2} | ttl_seconds must be a number from 5 to 3600, but is '2'",
                "{\"count\":1,\"ttl\":60}        | a member must be count or ttl_seconds, but is 'ttl'",
                "{\"count\":1} x                 | the body must be one JSON object such as {\"count\":12,\"ttl_seconds\":60}, "
                        + "no member twice, but is '{\"count\":1} x'",
            })
    void aProblemOfTheBodyNamesMemberValueAndWhatWouldBeRight(String body, String detail) throws Exception {
        assertThat(detail(RawHttp.put(port, "/busy", body, JSON), 400)).isEqualTo(detail);
    }

    @Test
    void whatIsShownOfAValueIsShortAndOneLine() throws Exception {
        String detail = detail(RawHttp.put(port, "/busy", "{\"count\":\"" + "x\\n".repeat(200) + "\"}", JSON), 400);

        assertThat(detail)
                .hasSizeLessThan(200)
                .contains("x?x?")
                .endsWith("...'")
                .doesNotContain("\n");
    }

    @Test
    void aWrongMethodIsToldTheRightOneAndAWrongPathAllPaths() throws Exception {
        Answer wrongMethod = RawHttp.send(port, "POST", "/busy/web", "{\"count\":1}", JSON);

        assertThat(detail(wrongMethod, 405)).isEqualTo("the method must be PUT at /busy/{reporter}, but is 'POST'");
        assertThat(wrongMethod.has("Allow: PUT")).isTrue();
        assertThat(detail(RawHttp.get(port, "/drian"), 404))
                .contains("GET /drain, PUT /busy, PUT /busy/{reporter}, GET /health", "'GET /drian'");
    }

    @Test
    void aWrongHostAndAWrongTypeAreToldTheRightOnes() throws Exception {
        assertThat(detail(RawHttp.get(port, "/drain", "Host: evil.example"), 421))
                .isEqualTo("the header Host must be one of localhost, 127.0.0.1, [::1], but is 'evil.example'");
        assertThat(detail(RawHttp.put(port, "/busy", "{\"count\":1}", "Content-Type: text/plain"), 415))
                .isEqualTo("the header Content-Type must be application/json, but is 'text/plain'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "GET /drain HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /drain HTTP/1.1\r\nHost: localhost:9901\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
                "GET http://evil.example/drain HTTP/1.1\r\nHost: localhost:9901\r\nConnection: close\r\n\r\n",
                "GET /busy/%2e%2e/drain%00 HTTP/1.1\r\nHost: localhost:9901\r\nConnection: close\r\n\r\n",
                "PUT /busy HTTP/1.1\r\nHost: localhost:9901\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
                "PUT /busy HTTP/1.1\r\nHost: localhost:9901\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
            })
    void whatHttpDoesNotAllowIsAProblemToo(String request) throws Exception {
        assertProblem(RawHttp.exchange(port, request), 400);
        assertThat(RawHttp.get(port, "/health").status()).isEqualTo(200);
    }

    @Test
    void anotherProtocolIsToldSo() throws Exception {
        assertThat(detail(RawHttp.exchange(port, "GET /drain GOPHER/1\r\n\r\n"), 505))
                .startsWith("not a request that HTTP allows");
    }

    @Test
    void headersAndLinesAreLimited() throws Exception {
        assertProblem(RawHttp.get(port, "/drain", "X-Long: " + "a".repeat(5000)), 431);
        assertProblem(RawHttp.get(port, "/drain?since=" + "a".repeat(5000)), 414);
    }

    @Test
    void aBodyTooLargeIsRefusedWithoutWaitingForIt() throws Exception {
        String head = "PUT /busy HTTP/1.1\r\nHost: localhost:9901\r\n" + JSON + "\r\n";

        assertProblem(
                RawHttp.exchange(port, head + "Transfer-Encoding: chunked\r\n\r\n800\r\n" + " ".repeat(2048) + "\r\n"),
                413);
        assertThat(source.view().busy()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain;q=0.5, application/json | {",
                "application/json;q=0.2, text/plain | u",
                "*/*;q=0.1, text/plain;q=0.3        | u",
                "text/plain;q=0                     | {",
                "text/html                          | {",
                ",;q=;=,                            | {"
            })
    void textIsGivenToAClientThatPrefersIt(String accept, String begins) throws Exception {
        assertThat(RawHttp.get(port, "/drain", "Accept: " + accept).body()).startsWith(begins);
    }

    @Test
    void aServerThatListensUnderANameOfItsOwnIsServedUnderIt() throws Exception {
        InetAddress named = InetAddress.getByAddress("sidecar.internal", new byte[] {127, 0, 0, 1});
        try (DrainServer own = new DrainServer(Optional.of(named), 0, APP, source, timers).start()) {
            assertThat(RawHttp.get(own.port(), "/drain", "Host: sidecar.internal:1")
                            .status())
                    .isEqualTo(200);
            assertThat(RawHttp.get(own.port(), "/drain", "Host: other.internal").status())
                    .isEqualTo(421);
        }
    }

    private static String detail(Answer answer, int status) throws Exception {
        assertProblem(answer, status);
        return new ObjectMapper().readTree(answer.body()).get("detail").asText();
    }
}
