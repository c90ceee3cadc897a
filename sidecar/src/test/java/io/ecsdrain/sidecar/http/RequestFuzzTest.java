package io.ecsdrain.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.Utf8;
import io.ecsdrain.sidecar.drain.BusyReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Whatever a client sends is understood or refused with a problem that says why; nothing else ever happens. */
class RequestFuzzTest {

    private static final String DURATION = "20s";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @FuzzTest(maxDuration = DURATION)
    void aBusyBodyIsAReportWithinItsRangesOrAProblem(byte[] body) throws IOException {
        try {
            BusyReport report = BusyBody.parse("web", body.length <= BusyBody.MOST_BYTES ? body : new byte[0]);
            assertThat(report.count()).isBetween(0, BusyReport.MOST_SESSIONS);
            assertThat(report.ttl()).isBetween(BusyReport.LEAST_TTL, BusyReport.MOST_TTL);
            assertThat(MAPPER.readTree(Utf8.strict(body)).get("count").intValue())
                    .isEqualTo(report.count());
        } catch (Problem problem) {
            assertClear(problem, 400);
        }
    }

    @FuzzTest(maxDuration = DURATION)
    void aQueryIsAWaitWithinItsRangeOrAProblem(FuzzedDataProvider data) throws IOException {
        String wait = data.consumeString(100);
        String since = data.consumeBoolean() ? null : data.consumeRemainingAsString();
        try {
            assertThat(WaitQuery.parse(wait, since).atMost()).isBetween(Duration.ZERO, Duration.ofSeconds(60));
        } catch (Problem problem) {
            assertClear(problem, 400);
        }
    }

    @FuzzTest(maxDuration = DURATION)
    void aPathIsARouteOrAProblem(FuzzedDataProvider data) throws IOException {
        String method = data.consumeString(20);
        String path = data.consumeRemainingAsString();
        assertClear(Route.refusal(method, path), 404, 405);
        try {
            BusyBody.checkReporter(path);
        } catch (Problem problem) {
            assertClear(problem, 400);
        }
    }

    @FuzzTest(maxDuration = DURATION)
    void headersAreTakenOrAProblem(FuzzedDataProvider data) throws IOException {
        String host = data.consumeString(300);
        String type = data.consumeString(300);
        RequestGuard.prefersText(data.consumeRemainingAsString());
        try {
            new RequestGuard(java.util.Optional.empty()).checkHost(host);
            assertThat(host.toLowerCase(java.util.Locale.ROOT)).containsAnyOf("localhost", "127.0.0.1", "[::1]");
            RequestGuard.checkJson(type);
        } catch (Problem problem) {
            assertClear(problem, 415, 421);
        }
    }

    /** Bounded, one line, JSON that its reader can parse. */
    private static void assertClear(Problem problem, Integer... statuses) throws IOException {
        assertThat(problem.status()).isIn((Object[]) statuses);
        assertThat(problem.body()).hasSizeLessThan(2048);
        JsonNode read = MAPPER.readTree(new String(problem.body(), StandardCharsets.UTF_8));
        assertThat(read.get("detail").asText()).isNotBlank().doesNotContain("\n");
    }
}
