package io.ecsdrain.sidecar.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.ecsdrain.sidecar.DrippingHead;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as an answer of the agent, also those that local-aws does not give. */
class ProtectionEndpointTest {

    private static final String ON = "{\"protection\":{\"ExpirationDate\":\"2026-01-01T00:00:00Z\","
            + "\"ProtectionEnabled\":true,\"TaskArn\":\"a/b\"}}";
    private static final String OFF =
            "{\"protection\":{\"ExpirationDate\":null,\"ProtectionEnabled\":false,\"TaskArn\":\"a/b\"}}";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = ON;
    private final ScheduledExecutorService timers = DrippingHead.timers();
    private HttpServer agent;
    private URI base;

    @BeforeEach
    void start() throws IOException {
        agent = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        agent.createContext("/api/x/task-protection/v1/state", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        agent.start();
        base = URI.create("http://127.0.0.1:" + agent.getAddress().getPort() + "/api/x");
    }

    @AfterEach
    void stop() {
        agent.stop(0);
        timers.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"403,AccessDeniedException", "404,ResourceNotFoundException", "504,RequestCanceled", "400,Throttling"})
    void anErrorStatusIsAFailureThatNamesItsReason(int code, String reason) {
        status = code;
        answer = "{\"requestID\":\"r\",\"error\":{\"Arn\":\"a\",\"Code\":\"" + reason + "\",\"Message\":\"m\"}}";

        assertThatThrownBy(() -> endpoint().put(true, Duration.ofMinutes(15)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(Integer.toString(code))
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"failure\":{\"Arn\":\"a\",\"Detail\":null,\"Reason\":\"TASK_NOT_VALID\"}}",
                "{\"protection\":{\"ProtectionEnabled\":true},\"failure\":{\"Reason\":\"TASK_NOT_VALID\"}}",
                "{\"protection\":{\"ProtectionEnabled\":false}}",
                "{\"protection\":{}}",
                "{\"protection\":null}",
                "{}",
                "[]",
                "",
                "{\"protection\":{\"ProtectionEnabled\":true}",
                "<html/>"
            })
    void aTwoHundredThatDoesNotConfirmIsAFailure(String body) {
        answer = body;

        assertThatThrownBy(() -> endpoint().put(true, Duration.ofMinutes(15))).isInstanceOf(IOException.class);
    }

    @Test
    void aConfirmationIsASuccess() throws IOException {
        endpoint().put(true, Duration.ofMinutes(15));
        answer = OFF;
        endpoint().put(false, Duration.ofMinutes(15));

        assertThat(asked).hasSize(2);
    }

    private ProtectionEndpoint endpoint() {
        return new ProtectionEndpoint(base, Duration.ofSeconds(2), timers);
    }

    /** It sends a byte long before the time limit of one read, for ever. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAnswerThatDripsEndsWithTheWholeCall() {
        agent.createContext("/drip/task-protection/v1/state", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        });
        URI drip = URI.create("http://127.0.0.1:" + agent.getAddress().getPort() + "/drip");

        assertThatThrownBy(() ->
                        new ProtectionEndpoint(drip, Duration.ofSeconds(1), timers).put(true, Duration.ofMinutes(1)))
                .hasMessageContaining("did not end within 1000 ms");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHeadThatDripsEndsWithTheTimeLimit() throws IOException {
        try (DrippingHead drip = new DrippingHead("HTTP/1.1 200 OK\r\nX: ")) {
            ProtectionEndpoint endpoint = new ProtectionEndpoint(drip.uri("/api/x"), Duration.ofSeconds(1), timers);

            assertThatThrownBy(() -> endpoint.put(true, Duration.ofMinutes(1))).hasMessage("no answer within 1000 ms");
        }
    }
}
