package io.ecsdrain.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.http.RawHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server on a real port: {@code GET /drain}, {@code GET /health}, and who may ask. */
class DrainServerTest extends OnARealPort {

    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void drainHasExactlyTheMembersOfTheContractBeforeTheFirstRead() throws Exception {
        Answer answer = RawHttp.get(port, "/drain");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.has("Content-Type: application/json")).isTrue();
        assertThat(answer.body())
                .isEqualTo("{\"state\":\"unknown\",\"draining\":false,\"shutdown_ready\":false,\"draining_since\":null,"
                        + "\"grace_remaining_seconds\":null,\"quiet_remaining_seconds\":null,\"busy\":0,\"busy_stale\":false,\"busy_unknown\":false,\"sources\":{},\"source_problems\":{},\"peers\":{},\"task_id\":null,"
                        + "\"deployment_name\":\"app\",\"deployment_id\":\"d1\",\"observed_at\":null,\"stale\":false}");
    }

    @Test
    void drainTellsEverythingWhileDraining() throws Exception {
        source.taskId = Optional.of("t1");
        source.signal(draining(1));

        assertThat(RawHttp.get(port, "/drain").body())
                .isEqualTo("{\"state\":\"draining\",\"draining\":true,\"shutdown_ready\":false,"
                        + "\"draining_since\":\"2026-01-01T00:00:01Z\",\"grace_remaining_seconds\":30,\"quiet_remaining_seconds\":0,\"busy\":0,"
                        + "\"busy_stale\":false,\"busy_unknown\":false,\"sources\":{},\"source_problems\":{},\"peers\":{},\"task_id\":\"t1\",\"deployment_name\":\"app\",\"deployment_id\":\"d1\","
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

    static DrainSignal draining(int version) {
        return new DrainSignal.Read(DeploymentState.DRAINING, T0.plusSeconds(version), version);
    }
}
