package io.ecsdrain.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.http.RawHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server on a real port: {@code GET /drain}, {@code GET /health}, and who may ask. */
class DrainServerTest extends OnARealPort {

    /** Generous, for a machine that builds other things meanwhile. */
    static {
        org.awaitility.Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void drainHasExactlyTheMembersOfTheContractBeforeTheFirstRead() throws Exception {
        Answer answer = RawHttp.get(port, "/drain");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.has("Content-Type: application/json")).isTrue();
        assertThat(answer.body())
                .isEqualTo("{\"state\":\"unknown\",\"draining\":false,\"shutdown_ready\":false,\"draining_since\":null,"
                        + "\"grace_remaining_seconds\":null,\"busy\":0,\"busy_stale\":false,\"task_id\":null,"
                        + "\"deployment_name\":\"app\",\"deployment_id\":\"d1\",\"observed_at\":null,\"stale\":false}");
    }

    @Test
    void drainTellsEverythingWhileDraining() throws Exception {
        source.taskId = Optional.of("t1");
        source.signal(draining(1));

        assertThat(RawHttp.get(port, "/drain").body())
                .isEqualTo("{\"state\":\"draining\",\"draining\":true,\"shutdown_ready\":false,"
                        + "\"draining_since\":\"2026-01-01T00:00:01Z\",\"grace_remaining_seconds\":30,\"busy\":0,"
                        + "\"busy_stale\":false,\"task_id\":\"t1\",\"deployment_name\":\"app\",\"deployment_id\":\"d1\","
                        + "\"observed_at\":\"2026-01-01T00:00:00Z\",\"stale\":false}");
    }

    @Test
    void acceptTextPlainGivesTheOneWord() throws Exception {
        source.signal(draining(1));
        Answer answer = RawHttp.get(port, "/drain", "Accept: text/plain");

        assertThat(answer.body()).isEqualTo("draining");
        assertThat(answer.has("Content-Type: text/plain")).isTrue();
        assertThat(RawHttp.get(port, "/drain", "Accept: application/json, text/plain")
                        .body())
                .startsWith("{");
        assertThat(RawHttp.get(port, "/drain", "Accept: */*").body()).startsWith("{");
    }

    @Test
    void aLongPollWakesWhenTheStateChanges() throws Exception {
        CompletableFuture<Answer> waiting = async(() -> RawHttp.get(port, "/drain?wait=60"));
        await().until(() -> server.waiting() == 1);

        source.signal(draining(1));
        server.changed();

        assertThat(waiting.get().body()).contains("\"state\":\"draining\"");
        assertThat(server.waiting()).isZero();
    }

    @Test
    void aLongPollWakesWhenReadinessChangesAndNotWhenOnlyBusyDoes() throws Exception {
        source.signal(draining(1));
        CompletableFuture<Answer> waiting = async(() -> RawHttp.get(port, "/drain?wait=60&since=draining"));
        await().until(() -> server.waiting() == 1);

        source.report(new BusyReport("a", 1, BusyReport.DEFAULT_TTL));
        server.changed();
        assertThat(server.waiting()).isEqualTo(1);

        source.report(new BusyReport("a", 0, BusyReport.DEFAULT_TTL));
        source.now = T0.plusSeconds(30);
        server.changed();
        assertThat(waiting.get().body()).contains("\"shutdown_ready\":true");
    }

    @Test
    void aLongPollThatKnowsAnotherStateIsAnsweredAtOnce() throws Exception {
        source.signal(draining(1));

        assertThat(RawHttp.get(port, "/drain?wait=60&since=active", "Accept: text/plain")
                        .body())
                .isEqualTo("draining");
    }

    @Test
    void aLongPollWithoutNewsIsAnsweredAfterItsWait() throws Exception {
        long before = System.nanoTime();

        assertThat(RawHttp.get(port, "/drain?wait=0.3").body()).contains("\"state\":\"unknown\"");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void oneWaiterTooManyIsToldSoAndOthersAreStillAnswered() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < LongPolls.MOST_WAITERS; i++) {
            Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
            socket.getOutputStream().write("GET /drain?wait=60 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
            sockets.add(socket);
        }
        await().until(() -> server.waiting() == LongPolls.MOST_WAITERS);

        assertProblem(RawHttp.get(port, "/drain?wait=60"), 503);
        assertThat(RawHttp.get(port, "/drain").status()).isEqualTo(200);
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=x", "wait=-1", "wait=60.1", "wait=", "wait=1e1", "wait=NaN", "wait=5&since=asleep"})
    void aBadWaitIsAProblem(String query) throws Exception {
        assertProblem(RawHttp.get(port, "/drain?" + query), 400);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,200",
        "LOCALHOST:9901,200",
        "127.0.0.1,200",
        "127.0.0.1:80,200",
        "[::1],200",
        "[::1]:9901,200",
        "evil.example,421",
        "localhost.evil.example,421",
        "127.0.0.1.evil.example:9901,421",
        "10.0.0.1,421"
    })
    void onlyHostsThatNameLoopbackAreServed(String host, int status) throws Exception {
        for (String path : List.of("/drain", "/health")) {
            assertThat(RawHttp.get(port, path, "Host: " + host).status()).isEqualTo(status);
        }
        assertThat(RawHttp.put(port, "/busy", "{\"count\":1}", JSON, "Host: " + host)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void aRequestWithoutHostIsRefused() throws Exception {
        assertProblem(RawHttp.exchange(port, "GET /drain HTTP/1.0\r\n\r\n"), 421);
    }

    @Test
    void unknownPathsAndMethodsAreProblems() throws Exception {
        assertProblem(RawHttp.get(port, "/"), 404);
        assertProblem(RawHttp.send(port, "POST", "/drain", null), 405);
        assertProblem(RawHttp.get(port, "/busy"), 405);
        assertProblem(RawHttp.put(port, "/busy/a/b", "{\"count\":1}", JSON), 404);
    }

    @Test
    void healthIsOfTheSidecarItselfAndDoesNotFailWithItsReads() throws Exception {
        source.now = T0.plusSeconds(3600);
        assertThat(source.view().stale()).isTrue();

        assertThat(RawHttp.get(port, "/health").status()).isEqualTo(200);
        assertThat(RawHttp.get(port, "/health").body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void clientsThatHangDoNotDelayOthers() throws Exception {
        List<Socket> hanging = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
            socket.getOutputStream().write("GET /drain HTTP/1.1\r\nHost: loc".getBytes());
            hanging.add(socket);
        }
        assertThat(RawHttp.get(port, "/drain").status()).isEqualTo(200);
        for (Socket socket : hanging) {
            socket.close();
        }
    }

    @Test
    void listensOnLoopbackOnlyAndOnEveryAddressThatItNames() throws Exception {
        assertThat(server.addresses()).allMatch(address -> address.getAddress().isLoopbackAddress());
        for (InetSocketAddress address : server.addresses()) {
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
    }

    @Test
    void aTakenPortIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> new DrainServer(Optional.empty(), port, APP, source, timers))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + port);
    }

    static void assertProblem(Answer answer, int status) throws Exception {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.has("Content-Type: application/problem+json")).isTrue();
        var problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("detail").asText()).isNotBlank();
    }

    private static DrainSignal draining(int version) {
        return new DrainSignal.Read(DeploymentState.DRAINING, T0.plusSeconds(version), version);
    }

    private interface Call {
        Answer run() throws IOException;
    }

    private static CompletableFuture<Answer> async(Call call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call.run();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }
}
