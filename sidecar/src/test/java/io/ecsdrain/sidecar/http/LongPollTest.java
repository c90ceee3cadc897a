package io.ecsdrain.sidecar.http;

import static io.ecsdrain.sidecar.http.DrainServerTest.assertProblem;
import static io.ecsdrain.sidecar.http.DrainServerTest.draining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.http.RawHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /drain?wait=}: who waits, for what, and how long. */
class LongPollTest extends OnARealPort {

    /** Generous, for a machine that builds other things meanwhile. */
    static {
        org.awaitility.Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
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
        source.now = DrainServerTest.T0.plusSeconds(30);
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
            socket.getOutputStream().write("GET /drain?wait=60 HTTP/1.1\r\nHost: localhost:9901\r\n\r\n".getBytes());
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
