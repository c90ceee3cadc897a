package io.ecsdrain.demo.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Answers as it is told, over real HTTP; its sessions stream the lines that a test feeds it. */
final class FakeApp implements AutoCloseable {

    private static final String END = "";

    final List<String> cookies = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile int status = 200;

    FakeApp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::hello);
        server.createContext("/session", this::session);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void answers(int newStatus) {
        status = newStatus;
    }

    void says(String... more) {
        lines.addAll(List.of(more));
    }

    void endsTheSession() {
        lines.add(END);
    }

    private void hello(HttpExchange exchange) throws IOException {
        try (exchange) {
            cookies.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie"))
                    .orElse("none"));
            byte[] body = "release-a\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void session(HttpExchange exchange) throws IOException {
        try (exchange) {
            cookies.add("session: " + exchange.getRequestHeaders().getFirst("Cookie"));
            exchange.sendResponseHeaders(status, 0);
            OutputStream body = exchange.getResponseBody();
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                body.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
