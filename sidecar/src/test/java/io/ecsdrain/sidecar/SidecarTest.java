package io.ecsdrain.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.ReadProblem;
import io.ecsdrain.sidecar.drain.RulesDraft;
import io.ecsdrain.sidecar.observe.AwsAccess;
import io.ecsdrain.sidecar.report.LineRules;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The parts wired together, with a parameter that the test holds. */
class SidecarTest {

    /** Generous, for a machine that builds other things meanwhile. */
    static {
        org.awaitility.Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private static final Duration BEAT = Duration.ofMillis(20);
    private static final DrainSignal FAILED = new DrainSignal.ReadFailed(ReadProblem.UNREACHABLE, "down");

    private final AtomicReference<DrainSignal> parameter = new AtomicReference<>(read(DeploymentState.ACTIVE, 1));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final HttpClient http = HttpClient.newHttpClient();
    private Sidecar sidecar;

    @AfterEach
    void close() {
        sidecar.close();
    }

    @Test
    void emissionGoesOnWhileReadsFail() throws Exception {
        parameter.set(FAILED);
        start(EmitMode.ALWAYS, Optional.empty());

        await().until(() -> lines().size() > 3);
        assertThat(lines()).allMatch(line -> line.endsWith("\"ShutdownReady\":0}"));
    }

    @Test
    void aLongPollWakesWhenOnlyTimePassesAndTheGraceIsOver() throws Exception {
        parameter.set(read(DeploymentState.DRAINING, 1));
        start(EmitMode.ALWAYS, Optional.empty());
        await().until(() -> get("/drain").contains("\"state\":\"draining\""));

        assertThat(get("/drain?wait=30&since=draining")).contains("\"shutdown_ready\":true");
        await().until(() -> lines().stream().anyMatch(line -> line.endsWith("\"ShutdownReady\":1}")));
    }

    @Test
    void emittingFromTheFirstDrainingOnAlsoTellsThatItWasRolledBack() throws Exception {
        start(EmitMode.DRAINING, Optional.empty());
        await().until(() -> get("/drain").contains("\"state\":\"active\""));
        assertThat(lines()).isEmpty();

        parameter.set(read(DeploymentState.DRAINING, 2));
        await().until(() -> !lines().isEmpty() && last().endsWith("\"ShutdownReady\":1}"));
        parameter.set(read(DeploymentState.ACTIVE, 3));
        await().until(() -> last().endsWith("\"ShutdownReady\":0}"));
    }

    @Test
    void withoutATaskIdNothingIsEmittedUntilTheEndpointTellsIt() throws Exception {
        AtomicInteger status = new AtomicInteger(500);
        AtomicInteger calls = new AtomicInteger();
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        endpoint.createContext("/", exchange -> {
            calls.incrementAndGet();
            byte[] body = "{\"TaskARN\":\"arn:aws:ecs:r:a:task/c/abc\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        endpoint.start();
        URI base = URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort());
        start(EmitMode.ALWAYS, Optional.of(base));

        await().until(() -> calls.get() > 1);
        assertThat(get("/drain")).contains("\"task_id\":null");
        assertThat(lines()).isEmpty();
        status.set(200);
        await().until(() -> !lines().isEmpty());
        assertThat(lines().get(0)).contains("\"task_id\":\"abc\"");
        assertThat(get("/drain")).contains("\"task_id\":\"abc\"");
        endpoint.stop(0);
    }

    @Test
    void stopWakesWaitingClientsAndKeepsAnswering() throws Exception {
        start(EmitMode.ALWAYS, Optional.empty());
        await().until(() -> get("/drain").contains("\"state\":\"active\""));
        CompletableFuture<String> waiting = http.sendAsync(
                        request("/drain?wait=60&since=active"), BodyHandlers.ofString())
                .thenApply(answer -> answer.body());

        sidecar.stop();

        assertThat(waiting.get()).contains("\"state\":\"stopping\"");
        assertThat(get("/drain")).contains("\"state\":\"stopping\",\"draining\":true,\"shutdown_ready\":false");
        int written = lines().size();
        await().during(Duration.ofMillis(200)).until(() -> lines().size() == written);
    }

    @Test
    void anUnreadStdoutStopsNeitherPollingNorAnswering() throws Exception {
        try (PipedOutputStream full = new PipedOutputStream();
                PipedInputStream neverRead = new PipedInputStream(full, 10)) {
            sidecar = new Sidecar(config(EmitMode.ALWAYS, Optional.empty(), BEAT), parameter::get, full).start();
            await().until(() -> neverRead.available() == 10);

            parameter.set(read(DeploymentState.DRAINING, 2));
            await().until(() -> get("/drain").contains("\"shutdown_ready\":true"));
            sidecar.stop();
            assertThat(get("/drain")).contains("\"state\":\"stopping\",\"draining\":true,\"shutdown_ready\":true");
        }
    }

    @Test
    void whatTheParameterSaysIsWrittenAtOnce() throws Exception {
        parameter.set(FAILED);
        SidecarConfig config = config(EmitMode.ALWAYS, Optional.empty(), Duration.ofMinutes(1));
        sidecar = new Sidecar(config, parameter::get, out).start();
        await().until(() -> lines().size() == 1);

        parameter.set(read(DeploymentState.DRAINING, 2));

        await().until(() -> lines().size() == 2);
        assertThat(last()).contains("\"state\":\"2@2026-01-01T00:00:02Z\"", "\"turn\":true");
    }

    private void start(EmitMode mode, Optional<URI> metadata) throws Exception {
        sidecar = new Sidecar(config(mode, metadata, BEAT), parameter::get, out).start();
    }

    private static SidecarConfig config(EmitMode mode, Optional<URI> metadata, Duration beat) {
        return new SidecarConfig(
                new DeploymentKey("app", "d1"),
                "/apps/app/d1/state",
                new RulesDraft()
                        .grace(Duration.ofMillis(300))
                        .poll(Duration.ofMillis(10))
                        .rules(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new LineRules(beat, true, 60),
                mode,
                Optional.empty(),
                0,
                false,
                Optional.empty(),
                metadata,
                "t1",
                AwsAccess.DEFAULT,
                List.of());
    }

    private static DrainSignal read(DeploymentState said, long version) {
        return new DrainSignal.Read(said, Instant.parse("2026-01-01T00:00:00Z").plusSeconds(version), version);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String last() {
        List<String> written = lines();
        return written.get(written.size() - 1);
    }

    private String get(String path) throws Exception {
        return http.send(request(path), BodyHandlers.ofString()).body();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sidecar.port() + path))
                .build();
    }
}
