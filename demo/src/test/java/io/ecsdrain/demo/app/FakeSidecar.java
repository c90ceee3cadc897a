package io.ecsdrain.demo.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The two routes of the sidecar that an app uses: hears {@code PUT /busy}, says on {@code GET /drain} what it is told.
 */
final class FakeSidecar implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code <method> <content type> count=<n> ttl=<n>}, in order. */
    final List<String> reports = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private volatile String word = "active";
    private volatile int status = 200;

    FakeSidecar() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/busy", this::busy);
        server.createContext("/drain", this::drain);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void says(String newWord) {
        word = newWord;
    }

    /** In place of a word: a problem, as the sidecar answers one long poll too many. */
    void refuses() {
        status = 503;
        word = "{\"status\":503}";
    }

    String lastReport() {
        return reports.isEmpty() ? "none" : reports.get(reports.size() - 1);
    }

    private void busy(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            reports.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " count=" + body.path("count") + " ttl="
                    + body.path("ttl_seconds"));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private void drain(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = word.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
