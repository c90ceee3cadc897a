package io.ecsdrain.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.http.RawHttp.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The server and docs/openapi.yaml say the same: nothing is served that the file does not tell, and nothing told that
 * is not served.
 */
class OpenApiTest extends OnARealPort {

    private static final String LONG = "X-Long: " + "a".repeat(5000);
    private static final String GOOD = "{\"count\":1}";

    private final List<SocketChannel> waiters = new ArrayList<>();
    private final Map<String, Set<Integer>> seen = new TreeMap<>();
    private OpenApi file;

    @BeforeEach
    void start() throws IOException {
        file = OpenApi.read();
    }

    @AfterEach
    void stop() throws IOException {
        for (SocketChannel waiter : waiters) {
            waiter.close();
        }
    }

    @Test
    void pathsAndMethodsAreThoseOfTheServer() {
        assertThat(file.operations())
                .isEqualTo(Arrays.stream(Route.values())
                        .map(route -> route.method() + " " + route.template())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyStatusOfTheFileIsServedAndEveryAnswerIsAsTheFileSays() throws Exception {
        drainInEveryState();
        problemsOfDrain();
        check("GET /health", "/health", null);
        check("GET /health", "/health", null, "Host: evil.example");
        check("GET /health", "/health", null, LONG);
        for (String path : List.of("/busy", "/busy/web")) {
            String operation = path.equals("/busy") ? "PUT /busy" : "PUT /busy/{reporter}";
            check(operation, path, GOOD, JSON);
            check(operation, path, "{}", JSON);
            check(operation, path, " ".repeat(1025), JSON);
            check(operation, path, GOOD);
            check(operation, path, GOOD, JSON, "Host: evil.example");
            check(operation, path, GOOD, JSON, LONG);
        }
        tooManyReporters();

        for (String operation : file.operations()) {
            assertThat(seen.get(operation)).as(operation).isEqualTo(file.statuses(operation));
        }
    }

    @Test
    void everyQueryParameterOfTheFileIsReadByTheServerAndNoOtherOne() throws Exception {
        assertThat(file.queryParameters("GET /drain")).containsOnlyKeys("wait", "since");
        for (String parameter : file.queryParameters("GET /drain").keySet()) {
            assertThat(RawHttp.get(server.port(), "/drain?" + parameter + "=nonsense")
                            .status())
                    .as(parameter)
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\":0}",
                "{\"count\":1000000,\"ttl_seconds\":5}",
                "{\"count\":1,\"ttl_seconds\":3600}",
                "{\"count\":1,\"ttl_seconds\":59.5}",
                "{}",
                "[]",
                "7",
                "null",
                "{\"count\":null}",
                "{\"count\":-1}",
                "{\"count\":1000001}",
                "{\"count\":0.5}",
                "{\"count\":\"1\"}",
                "{\"count\":true}",
                "{\"count\":[]}",
                "{\"ttl_seconds\":60}",
                "{\"count\":1,\"ttl_seconds\":4.9}",
                "{\"count\":1,\"ttl_seconds\":3600.1}",
                "{\"count\":1,\"ttl_seconds\":\"60\"}",
                "{\"count\":1,\"more\":1}"
            })
    void theSchemaOfTheBodyTakesWhatTheServerTakes(String body) throws Exception {
        boolean taken = RawHttp.put(server.port(), "/busy", body, JSON).status() == 200;

        assertThat(file.problemsOfRequest("PUT /busy", body).isEmpty()).isEqualTo(taken);
    }

    private void drainInEveryState() throws Exception {
        check("GET /drain", "/drain", null);
        source.taskId = Optional.of("t1");
        for (DeploymentState said : DeploymentState.values()) {
            source.signal(new DrainSignal.Read(said, DrainServerTest.T0, 1));
            check("GET /drain", "/drain", null);
            check("GET /drain", "/drain", null, "Accept: text/plain");
        }
        source.report(new BusyReport("a", 2, BusyReport.DEFAULT_TTL));
        source.now = DrainServerTest.T0.plusSeconds(61);
        check("GET /drain", "/drain?wait=0.01&since=draining", null);
        source.signal(new DrainSignal.Stop());
        check("GET /drain", "/drain", null);
    }

    private void problemsOfDrain() throws Exception {
        check("GET /drain", "/drain?wait=soon", null);
        check("GET /drain", "/drain?since=" + "a".repeat(5000), null);
        check("GET /drain", "/drain", null, "Host: evil.example");
        check("GET /drain", "/drain", null, LONG);
        source.signal(new DrainSignal.Read(DeploymentState.ACTIVE, DrainServerTest.T0, 1));
        for (int i = 0; i < LongPolls.MOST_WAITERS; i++) {
            SocketChannel waiter = SocketChannel.open(server.addresses().get(0));
            waiter.write(ByteBuffer.wrap(
                    "GET /drain?wait=60 HTTP/1.1\r\nHost: localhost:9901\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            waiters.add(waiter);
        }
        await().until(() -> server.waiting() == LongPolls.MOST_WAITERS);
        check("GET /drain", "/drain?wait=60", null);
    }

    private void tooManyReporters() throws Exception {
        source.now = DrainServerTest.T0.plusSeconds(10_000);
        for (int i = 0; i < 64; i++) {
            source.report(new BusyReport("r" + i, 1, BusyReport.DEFAULT_TTL));
        }
        check("PUT /busy", "/busy", GOOD, JSON);
        check("PUT /busy/{reporter}", "/busy/web", GOOD, JSON);
    }

    private void check(String operation, String path, String body, String... headers) throws Exception {
        Answer answer = RawHttp.send(server.port(), operation.split(" ")[0], path, body, headers);
        seen.computeIfAbsent(operation, any -> new TreeSet<>()).add(answer.status());
        String type = file.mediaTypes(operation, answer.status()).stream()
                .filter(each -> answer.has("Content-Type: " + each))
                .findFirst()
                .orElseThrow(() -> new AssertionError(operation + " " + answer));
        assertThat(file.problemsOfResponse(operation, answer.status(), type, answer.body()))
                .as(operation + " " + answer)
                .isEmpty();
    }
}
