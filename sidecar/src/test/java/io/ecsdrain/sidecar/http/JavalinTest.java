package io.ecsdrain.sidecar.http;

import static io.ecsdrain.sidecar.http.DrainServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.sidecar.http.RawHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Javalin or Jetty would by themselves do something else than docs/contract.md says. */
class JavalinTest extends OnARealPort {

    private static final String GOOD = "{\"count\":1}";

    @ParameterizedTest
    @CsvSource({
        // Javalin matches the path as it was sent, not as a file system would read it.
        "GET,  /./drain,        404",
        "GET,  /health/../drain,404",
        "GET,  /drain;x,        404",
        "GET,  /drain/,         404",
        "GET,  /DRAIN,          404",
        "PUT,  /busy/,          404",
        "PUT,  /busy/web/,      404",
        "GET,  //drain,         400",
        "GET,  /%2e%2e/drain,   400",
        "HEAD, /drain,          405",
        "HEAD, /health,         405",
        "HEAD, /nothing,        404",
        "OPTIONS, /drain,       405",
        "BREW, /drain,          405",
        "POST, /busy/web,       405",
    })
    void pathsAndMethodsAreThoseOfTheContractAndNothingLikeThem(String method, String path, int status)
            throws Exception {
        String body = method.equals("PUT") ? GOOD : null;
        Answer answer = RawHttp.send(port, method, path, body, JSON);

        if (method.equals("HEAD")) {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEmpty();
        } else {
            assertProblem(answer, status);
        }
        assertThat(answer.has("Allow: " + (path.startsWith("/busy") ? "PUT" : "GET")))
                .isEqualTo(status == 405);
        assertThat(source.view().busy()).isZero();
    }

    @Test
    void aReporterMayBePercentEncoded() throws Exception {
        assertThat(RawHttp.put(port, "/busy/a%2Db", GOOD, JSON).status()).isEqualTo(200);
        assertThat(RawHttp.put(port, "/busy/a-b", "{\"count\":2}", JSON).body()).contains("\"busy\":2,");
    }

    @ParameterizedTest
    @CsvSource({"PUT,GET", "GET,PUT", "POST,PUT"})
    void noHeaderTurnsAMethodIntoAnother(String method, String other) throws Exception {
        Answer answer = RawHttp.send(port, method, "/busy", GOOD, JSON, "X-HTTP-Method-Override: " + other);

        assertProblem(answer, 400);
        assertThat(answer.body()).contains("X-HTTP-Method-Override must not be sent, but is '" + other + "'");
        assertThat(source.view().busy()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=%zz", "wait=%FF", "since=%C3%28", "wait=1&since=%", "%zz=1"})
    void aQueryThatCannotBeDecodedIsNotTakenForNone(String query) throws Exception {
        assertProblem(RawHttp.get(port, "/drain?" + query), 400);
    }

    @Test
    void aBodyMayComeByteByByte() throws Exception {
        for (String head : List.of("Content-Length: 11\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n")) {
            boolean chunked = head.startsWith("T");
            try (Socket socket = connect()) {
                write(socket, "PUT /busy HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + JSON + "\r\n" + head);
                for (String each : GOOD.split("")) {
                    write(socket, chunked ? "1\r\n" + each + "\r\n" : each);
                }
                write(socket, chunked ? "0\r\n\r\n" : "");

                assertThat(firstLine(socket)).contains(" 200 ");
            }
        }
    }

    @Test
    void moreThanSixtyFourHeaderFieldsAreRefused() throws Exception {
        assertThat(RawHttp.get(port, "/drain", fields(61)).status()).isEqualTo(200);
        Answer answer = RawHttp.get(port, "/drain", fields(62));
        assertProblem(answer, 431);
        assertThat(answer.body()).contains("more than 64 header fields");
    }

    @Test
    void fieldsAreCountedAnewForEachRequestOfAConnection() throws Exception {
        try (Socket socket = connect()) {
            String request = "GET /health HTTP/1.1\r\nHost: localhost:" + port + "\r\n"
                    + String.join("\r\n", fields(40)) + "\r\n\r\n";
            write(socket, request + request + request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                            .split("HTTP/1.1 200", -1))
                    .hasSize(4);
        }
    }

    @Test
    void aLongPollWhoseClientHangsUpGivesItsPlaceToAnotherAtOnce() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < LongPolls.MOST_WAITERS; i++) {
                clients.add(longPoll());
            }
            await().until(() -> server.waiting() == LongPolls.MOST_WAITERS);
            for (Socket client : clients) {
                client.close();
            }
            await().until(() -> server.waiting() == 0);
        }
        await().until(() -> server.connections() == 0);
    }

    @Test
    void aClientThatSendsNoMoreAndStillReadsIsAnswered() throws Exception {
        try (Socket client = longPoll()) {
            await().until(() -> server.waiting() == 1);
            client.shutdownOutput();

            assertThat(firstLine(client)).contains(" 200 ");
        }
    }

    @Test
    void aRequestSentWhileALongPollWaitsIsAnsweredAfterIt() throws Exception {
        try (Socket client = longPoll()) {
            await().until(() -> server.waiting() == 1);
            write(client, "GET /health HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n");
            source.signal(DrainServerTest.draining(1));
            server.changed();

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .containsSubsequence("\"state\":\"draining\"", "{\"status\":\"ok\"}");
        }
    }

    private Socket longPoll() throws IOException {
        Socket client = connect();
        write(client, "GET /drain?wait=60 HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n");
        return client;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Besides Connection, Host and Content-Length. */
    private static String[] fields(int count) {
        String[] fields = new String[count];
        for (int i = 0; i < count; i++) {
            fields[i] = "x" + i + ": y";
        }
        return fields;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String firstLine(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(40), StandardCharsets.US_ASCII);
    }
}
