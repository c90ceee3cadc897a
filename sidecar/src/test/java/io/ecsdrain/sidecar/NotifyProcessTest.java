package io.ecsdrain.sidecar;

import static io.ecsdrain.sidecar.SidecarProcess.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.ecsdrain.localaws.LocalAws;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process beside an app that is told instead of asking. */
class NotifyProcessTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path directory;

    private final LocalAws aws = LocalAws.builder().start();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private volatile boolean hangs;
    private HttpServer app;
    private Map<String, String> environment;

    @BeforeEach
    void listen() throws Exception {
        app = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        app.setExecutor(threads);
        app.createContext("/admin", exchange -> {
            if (hangs) {
                hanging.countDown();
                return;
            }
            told.add(MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        app.start();
        environment = SidecarProcess.environment(aws.endpoint());
        environment.put(
                "DRAIN_NOTIFY_URL", "http://localhost:" + app.getAddress().getPort() + "/admin");
        LocalTask.put(aws, "active");
    }

    @AfterEach
    void close() {
        app.stop(0);
        threads.shutdownNow();
        aws.close();
    }

    @Test
    void theAppIsToldEachStateUntilItStops() throws Exception {
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            await().atMost(SOON).until(() -> told.size() == 1);
            LocalTask.put(aws, "draining");
            await().atMost(SOON).until(() -> told.size() == 2);
            sidecar.sigterm();
            await().atMost(SOON).until(() -> told.size() == 3);

            assertThat(told)
                    .extracting(json -> json.get("state").asText())
                    .containsExactly("active", "draining", "stopping");
            assertThat(told.get(1).get("deployment_id").asText()).isEqualTo("d1");
            assertThat(told.get(1).get("draining").asBoolean()).isTrue();
            assertThat(sidecar.exitCode()).isZero();
        }
    }

    @Test
    void anAppThatHangsDelaysNothingElseAndHearsOfTheNewestState() throws Exception {
        hangs = true;
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            hanging.await();
            LocalTask.put(aws, "draining");
            sidecar.awaitState("draining");
            sidecar.awaitReady();
            await().atMost(SOON).until(() -> sidecar.err().contains("the app cannot be told"));
            assertThat(told).isEmpty();

            hangs = false;
            await().atMost(SOON).until(() -> told.size() == 1);

            assertThat(told.get(0).get("state").asText()).isEqualTo("draining");
        }
    }
}
