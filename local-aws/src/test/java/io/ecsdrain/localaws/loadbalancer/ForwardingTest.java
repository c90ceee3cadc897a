package io.ecsdrain.localaws.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwardingTest extends BehindAListener {

    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer target;

    @BeforeEach
    void aTargetBehindAListener() throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.setExecutor(threads);
        target.start();
        listen(target.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        target.stop(0);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path));
    }

    @Test
    void methodTargetHeadersAndBodyArriveUnchangedWithTheClientsAddress() throws Exception {
        target.createContext("/", exchange -> {
            String seen = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Mine") + " "
                    + exchange.getRequestHeaders().getFirst("Host") + " "
                    + exchange.getRequestHeaders().getFirst("X-Forwarded-For") + " "
                    + exchange.getRequestHeaders().getFirst("X-Forwarded-Port") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-Theirs", "yes");
            exchange.sendResponseHeaders(201, seen.length());
            exchange.getResponseBody().write(seen.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });

        HttpResponse<String> answer = http.send(
                request("/a%20b?x=1")
                        .header("X-Mine", "1")
                        .header("X-Forwarded-For", "192.0.2.7")
                        .PUT(BodyPublishers.ofString("hello"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("X-Theirs")).contains("yes");
        assertThat(answer.body())
                .isEqualTo("PUT /a%20b?x=1 1 " + address.getAuthority() + " 192.0.2.7, 127.0.0.1 80 hello");
    }

    @Test
    void aChunkedRequestOfAnySizeArrivesWhole() throws Exception {
        byte[] large = new byte[300_000];
        java.util.Arrays.fill(large, (byte) 'x');
        target.createContext("/", exchange -> {
            String length = String.valueOf(exchange.getRequestBody().readAllBytes().length);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(length.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });

        HttpResponse<String> answer = http.send(
                request("/")
                        .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("300000");
    }

    @Test
    void anAnswerStreamsAndIsInFlightUntilItsEnd() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        target.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write("first\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            awaitQuietly(seen);
            out.write("second\n".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });

        HttpResponse<InputStream> answer = http.send(request("/").build(), BodyHandlers.ofInputStream());
        BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));

        assertThat(lines.readLine()).isEqualTo("first");
        assertThat(backend.inFlight()).isEqualTo(1);
        seen.countDown();
        assertThat(lines.readLine()).isEqualTo("second");
        assertThat(lines.readLine()).isNull();
        await().until(() -> backend.inFlight() == 0);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void headAndEmptyAnswersKeepTheConnectionUsable() throws Exception {
        target.createContext("/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("HEAD") ? 200 : 204, -1);
            exchange.close();
        });
        HttpRequest head = request("/").method("HEAD", BodyPublishers.noBody()).build();

        for (int i = 0; i < 3; i++) {
            assertThat(http.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            assertThat(http.send(request("/").build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void aRefusedConnectionIs502() throws Exception {
        target.stop(0);

        assertThat(http.send(request("/").build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(502);
    }

    @Test
    void theEndOfTheDelayCutsARequestThatStillRuns() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        target.createContext("/", exchange -> {
            arrived.countDown();
            awaitQuietly(over);
            exchange.close();
        });
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request("/").build(), BodyHandlers.ofString());
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        backend.cut();

        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(502);
        over.countDown();
    }

    @Test
    void aRequestWithTwoLengthsIsRefused() throws Exception {
        try (Socket client = new Socket("127.0.0.1", address.getPort())) {
            client.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(firstLine(client)).isEqualTo("HTTP/1.1 400 Bad Request");
        }
    }

    private static String firstLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }
}
