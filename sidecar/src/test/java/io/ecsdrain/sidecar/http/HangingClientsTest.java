package io.ecsdrain.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.sidecar.drain.DrainSignal;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Clients that are slow, or silent, or do not read, on real sockets: a client that asks beside them is answered. An
 * answer that does not come within twenty seconds is an error of {@link RawHttp}; the server's own patience with a
 * silent connection is longer.
 */
class HangingClientsTest extends OnARealPort {

    /** Far more than threads. */
    private static final int CROWD = 64;

    private static final String HEAD = "Host: localhost:9901\r\nContent-Type: application/json\r\n";

    private final List<SocketChannel> clients = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    @Test
    void headersThatDoNotEndDelayNoOtherClient() throws IOException {
        crowd(CROWD, "GET /drain HTTP/1.1\r\nHost: loc");

        assertEverythingIsServed();
    }

    @Test
    void bodiesThatDoNotComeDelayNoOtherClient() throws IOException {
        crowd(CROWD, "PUT /busy HTTP/1.1\r\n" + HEAD + "Content-Length: 12\r\n\r\n{\"count\"");

        assertEverythingIsServed();
        assertThat(source.view().busy()).as("half a report is none").isEqualTo(1);
    }

    @Test
    void chunksThatDoNotEndDelayNoOtherClient() throws IOException {
        crowd(CROWD, "PUT /busy HTTP/1.1\r\n" + HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"c");

        assertEverythingIsServed();
    }

    @Test
    void aBodyThatComesSlowlyIsReadToItsEnd() throws Exception {
        crowd(1, "PUT /busy/slow HTTP/1.1\r\n" + HEAD + "Content-Length: 11\r\n\r\n{\"cou");
        assertEverythingIsServed();

        clients.get(0).write(bytes("nt\":7}"));

        await().until(() -> source.view().busy() == 8);
    }

    @Test
    void clientsThatAskAndNeverReadDelayNoOther() throws IOException {
        String pipeline = "GET /drain HTTP/1.1\r\nHost: localhost:9901\r\n\r\n".repeat(200);
        for (SocketChannel client : crowd(CROWD, "")) {
            client.configureBlocking(false);
            writeUntilNothingFits(client, bytes(pipeline));
        }

        assertEverythingIsServed();
    }

    @Test
    void waitersDelayNoOtherClientAndAreAllAnswered() throws IOException {
        crowd(LongPolls.MOST_WAITERS, "GET /drain?wait=60 HTTP/1.1\r\nHost: localhost:9901\r\n\r\n");
        await().until(() -> server.waiting() == LongPolls.MOST_WAITERS);

        assertEverythingIsServed();
        source.signal(new DrainSignal.Read(DeploymentState.ACTIVE, DrainServerTest.T0, 1));
        server.changed();

        for (SocketChannel client : clients) {
            assertThat(firstLine(client)).contains("200 OK");
        }
    }

    @Test
    void aClientThatComesWhenAllPlacesAreTakenGetsThatOfTheIdlest() throws Exception {
        crowd(1, "GET /drain?wait=60 HTTP/1.1\r\nHost: localhost:9901\r\n\r\n");
        await().until(() -> server.waiting() == 1);
        crowd(ConnectionLimiter.MOST + 20, "GET /drain HTTP/1.1\r\nX: a\r\n");

        assertEverythingIsServed();
        assertThat(server.connections()).isLessThanOrEqualTo(ConnectionLimiter.MOST);
        assertThat(server.waiting()).as("who waits for news keeps its place").isEqualTo(1);
        assertThat(clients.get(1).read(ByteBuffer.allocate(1))).as("closed").isNegative();
    }

    private void assertEverythingIsServed() throws IOException {
        int port = server.port();
        assertThat(RawHttp.get(port, "/drain").status()).isEqualTo(200);
        assertThat(RawHttp.get(port, "/drain?wait=0.05").status()).isIn(200, 503);
        assertThat(RawHttp.get(port, "/health").status()).isEqualTo(200);
        assertThat(RawHttp.put(port, "/busy", "{\"count\":1}", "Content-Type: application/json")
                        .status())
                .isEqualTo(200);
    }

    /** So many clients that have each sent {@code text} and now do nothing. */
    private List<SocketChannel> crowd(int size, String text) throws IOException {
        for (int i = 0; i < size; i++) {
            SocketChannel client = SocketChannel.open(server.addresses().get(0));
            client.write(bytes(text));
            clients.add(client);
        }
        return clients;
    }

    private static void writeUntilNothingFits(SocketChannel client, ByteBuffer bytes) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        int refusals = 0;
        while (refusals < 20 && System.nanoTime() < end) {
            refusals = client.write(bytes) == 0 ? refusals + 1 : 0;
            if (!bytes.hasRemaining()) {
                bytes.rewind();
            }
            Thread.onSpinWait();
        }
    }

    private static String firstLine(SocketChannel client) throws IOException {
        Socket socket = client.socket();
        socket.setSoTimeout(20_000);
        return new String(socket.getInputStream().readNBytes(40), StandardCharsets.US_ASCII);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
