package io.ecsdrain.sidecar;

import static io.ecsdrain.sidecar.SidecarProcess.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.ecsdrain.localaws.LocalAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process beside an app that knows nothing of it: what the app shows by itself keeps the task. */
class SourcesProcessTest {

    @TempDir
    private Path directory;

    private final LocalAws aws = LocalAws.builder().start();
    private final List<Socket> clients = new ArrayList<>();
    private final List<Socket> accepted = new ArrayList<>();
    private ServerSocket app;
    private Map<String, String> environment;

    @BeforeEach
    void listen() throws Exception {
        app = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        environment = SidecarProcess.environment(aws.endpoint());
        environment.putAll(Map.of(
                "DRAIN_GRACE_SECONDS", "0",
                "DRAIN_BUSY_PORTS", String.valueOf(app.getLocalPort()),
                "DRAIN_BUSY_PORT_SECONDS", "0"));
        LocalTask.put(aws, "active");
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : clients) {
            socket.close();
        }
        for (Socket socket : accepted) {
            socket.close();
        }
        app.close();
        aws.close();
    }

    /** Accepted too: what waits in the queue of a listener is gone with it. */
    private void connect(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            clients.add(new Socket(app.getInetAddress(), app.getLocalPort()));
            accepted.add(app.accept());
        }
    }

    private static JsonNode connections(SidecarProcess sidecar) throws Exception {
        return sidecar.drain().get("sources").get("@connections");
    }

    @Test
    void aTaskIsReadyOnlyOnceTheLastConnectionIsClosed() throws Exception {
        connect(50);
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitState("active");
            LocalTask.put(aws, "draining");
            sidecar.awaitState("draining");
            await().atMost(SOON).until(() -> connections(sidecar).asInt() == 50);
            assertThat(sidecar.drain().get("busy").asInt()).isEqualTo(50);
            assertThat(sidecar.drain().get("peers").toString()).isEqualTo("{\"127.0.0.1\":50}");
            // An app that drains often stops listening first.
            app.close();
            for (Socket client : clients.subList(1, 50)) {
                client.close();
            }
            await().atMost(SOON).until(() -> connections(sidecar).asInt() == 1);
            assertThat(sidecar.drain().get("shutdown_ready").asBoolean()).isFalse();

            clients.get(0).close();

            sidecar.awaitReady();
            assertThat(sidecar.values()).startsWith(0);
        }
    }

    @Test
    void aPortWithoutAnAppIsNeverReadyAndSaysSoOnce() throws Exception {
        app.close();
        LocalTask.put(aws, "draining");
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitState("draining");
            await().atMost(SOON).until(() -> sidecar.err().contains("@connections is not known"));
            int before = sidecar.values().size();
            await().atMost(SOON).until(() -> sidecar.values().size() > before + 5);

            JsonNode drain = sidecar.drain();
            assertThat(drain.get("shutdown_ready").asBoolean()).isFalse();
            assertThat(drain.get("busy_unknown").asBoolean()).isTrue();
            assertThat(drain.get("source_problems").get("@connections").asText())
                    .contains("nothing was seen on port " + app.getLocalPort());
            assertThat(sidecar.values()).doesNotContain(1);
            assertThat(sidecar.err().lines().filter(line -> line.contains("@connections is not known")))
                    .hasSize(1);
        }
    }

    @Test
    void anActiveTaskCountsOnceItIsAsked() throws Exception {
        connect(3);
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitState("active");

            await().atMost(SOON).until(() -> connections(sidecar).asInt() == 3);
            assertThat(sidecar.drain().get("peers").isEmpty()).isTrue();
        }
    }

    @Test
    void theNumberOnThePageOfTheAppKeepsTheTaskAndAPageThatIsGoneDoesToo() throws Exception {
        AtomicInteger jobs = new AtomicInteger(2);
        HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        page.createContext("/metrics", exchange -> {
            byte[] text = ("# TYPE jobs gauge\njobs{queue=\"a\"} " + jobs + "\n").getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        page.start();
        environment.remove("DRAIN_BUSY_PORTS");
        environment.remove("DRAIN_BUSY_PORT_SECONDS");
        environment.putAll(Map.of(
                "DRAIN_BUSY_URL",
                "http://localhost:" + page.getAddress().getPort() + "/metrics",
                "DRAIN_BUSY_FIELD",
                "jobs{queue=\"a\"}"));
        LocalTask.put(aws, "draining");
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitState("draining");
            await().atMost(SOON)
                    .until(() -> sidecar.drain().get("sources").get("@url").asInt() == 2);
            assertThat(sidecar.drain().get("shutdown_ready").asBoolean()).isFalse();

            jobs.set(0);
            sidecar.awaitReady();

            page.stop(0);
            await().atMost(SOON)
                    .until(() -> !sidecar.drain().get("shutdown_ready").asBoolean());
            assertThat(sidecar.drain().get("busy_stale").asBoolean()).isTrue();
        } finally {
            page.stop(0);
        }
    }
}
