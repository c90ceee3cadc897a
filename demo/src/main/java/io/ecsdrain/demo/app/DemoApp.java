package io.ecsdrain.demo.app;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A small app with sessions: {@code GET /} answers which deployment it is, and {@code GET /session} streams one line
 * each quarter of a second until its user leaves, which is the session. While the sidecar does not say draining it
 * hands its deployment id out as affinity.
 *
 * <p>Environment: PORT, DEPLOYMENT_ID, and SIDECAR, the sidecar's URL; without SIDECAR it is an app from before the
 * sidecar.
 */
public final class DemoApp {

    private static final int TICK_MILLIS = 250;

    /** A web page that points a name of its own at loopback (DNS rebinding) could otherwise hold sessions open here. */
    private static final Filter LOOPBACK_CLIENTS = new Filter() {
        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                    .orElse("");
            if (host.matches("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?")
                    && !exchange.getRequestHeaders().containsKey("Origin")) {
                chain.doFilter(exchange);
                return;
            }
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        }

        @Override
        public String description() {
            return "serves loopback clients that are no web pages";
        }
    };

    private final String deploymentId;
    private final Optional<SidecarClient> sidecar;

    private DemoApp(String deploymentId, Optional<SidecarClient> sidecar) {
        this.deploymentId = deploymentId;
        this.sidecar = sidecar;
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, String> environment = System.getenv();
        Optional<SidecarClient> sidecar =
                Optional.ofNullable(environment.get("SIDECAR")).map(url -> new SidecarClient(URI.create(url)));
        DemoApp app = new DemoApp(environment.getOrDefault("DEPLOYMENT_ID", "unknown"), sidecar);
        int port = Integer.parseInt(environment.getOrDefault("PORT", "8080"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", app::hello).getFilters().add(LOOPBACK_CLIENTS);
        server.createContext("/session", app::session).getFilters().add(LOOPBACK_CLIENTS);
        server.start();
        sidecar.ifPresent(client -> Executors.newSingleThreadScheduledExecutor()
                .scheduleWithFixedDelay(client::exchange, 0, TICK_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void hello(HttpExchange exchange) throws IOException {
        try (exchange) {
            handOutAffinity(exchange);
            byte[] body = (deploymentId + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void session(HttpExchange exchange) throws IOException {
        sidecar.ifPresent(SidecarClient::sessionBegins);
        try (exchange) {
            handOutAffinity(exchange);
            exchange.sendResponseHeaders(200, 0);
            stream(exchange.getResponseBody());
        } finally {
            sidecar.ifPresent(SidecarClient::sessionEnds);
        }
    }

    private void stream(OutputStream body) throws IOException {
        try {
            for (int tick = 1; ; tick++) {
                body.write((deploymentId + " " + tick + "\n").getBytes(StandardCharsets.UTF_8));
                body.flush();
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOutAffinity(HttpExchange exchange) {
        if (sidecar.isEmpty() || !sidecar.get().draining()) {
            exchange.getResponseHeaders().set("Set-Cookie", "deployment=" + deploymentId + "; Path=/");
        }
    }
}
