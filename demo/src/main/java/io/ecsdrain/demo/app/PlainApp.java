package io.ecsdrain.demo.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A server that knows nothing of drain: no sidecar, no affinity, no report. {@code GET /} says which one it is, and
 * {@code GET /session} streams one line each quarter of a second until its user leaves.
 *
 * <p>Environment: PORT, and NAME, which is what it says.
 */
public final class PlainApp {

    private static final int TICK_MILLIS = 250;

    private final String name;

    private PlainApp(String name) {
        this.name = name;
    }

    public static void main(String[] arguments) throws IOException {
        PlainApp app = new PlainApp(System.getenv("NAME"));
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", app::hello);
        server.createContext("/session", app::session);
        server.start();
    }

    private void hello(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = (name + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void session(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            for (int tick = 1; ; tick++) {
                body.write((name + " " + tick + "\n").getBytes(StandardCharsets.UTF_8));
                body.flush();
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
