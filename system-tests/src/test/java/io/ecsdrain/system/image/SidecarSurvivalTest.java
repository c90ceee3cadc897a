package io.ecsdrain.system.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import io.ecsdrain.system.image.Weather.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.MountableFile;

/** 64 MiB, read-only, no capability, an unprivileged user, an app in the same network namespace, and bad weather. */
@NeedsDocker
class SidecarSurvivalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A million in .ci/long. */
    private static final String REQUESTS = System.getProperty("image.requests", "50000");

    @RegisterExtension
    final LastWords lastWords = new LastWords(() -> sidecar());

    private Weather weather;
    private GenericContainer<?> sidecar;
    private GenericContainer<?> app;

    @BeforeAll
    static void build() {
        Engine.build();
    }

    @BeforeEach
    void fair() throws IOException {
        weather = new Weather();
        weather.put("active");
    }

    @AfterEach
    void end() {
        if (app != null) {
            app.stop();
        }
        sidecar.stop();
        weather.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAIR")
    void keepsItsStateThroughAnOutageOfSsmAndGoesOnAfterIt(Kind outage) {
        start();
        awaitDrain("\"state\":\"active\"", "\"stale\":false");

        weather.kind = outage;
        weather.put("draining");
        awaitDrain("\"state\":\"active\"", "\"draining\":false", "\"stale\":true");
        int before = weather.reads.get();
        await().atMost(PATIENCE).until(() -> weather.reads.get() >= before + 2);

        weather.kind = Kind.FAIR;
        awaitDrain("\"state\":\"draining\"", "\"stale\":false");
        assertAlive();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 0})
    void answersWithoutMetadataAndReportsOnceItKnowsItsTask(int status) {
        weather.metadata = status;
        start();
        awaitDrain("\"state\":\"active\"", "\"task_id\":null");
        assertThat(sidecar.getLogs()).doesNotContain("ShutdownReady");

        weather.metadata = 200;
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metrics()).last().asString().contains("0123456789abcdef"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "active", "draining", "ready"})
    void endsAtSigtermInEveryStateWithZeroAndALastLine(String state) {
        if (state.equals("unknown")) {
            weather.kind = Kind.DOWN;
        } else if (!state.equals("active")) {
            weather.put("draining");
        }
        sidecar = Engine.sidecar().withEnv(weather.environment());
        if (state.equals("draining")) {
            sidecar.withEnv("DRAIN_GRACE_SECONDS", "600");
        }
        begin();
        awaitDrain(state.equals("ready") ? "\"shutdown_ready\":true" : "\"state\":\"" + state + "\"");
        await().atMost(PATIENCE).until(() -> !metrics().isEmpty());

        sidecar.getDockerClient()
                .stopContainerCmd(sidecar.getContainerId())
                .withTimeout(40)
                .exec();

        assertThat(state().getExitCodeLong()).isZero();
        assertThat(metrics()).last().asString().contains("\"ShutdownReady\":" + (state.equals("ready") ? 1 : 0));
    }

    @Test
    void killedWhileDrainingItKnowsSinceWhenAndWaitsAFullGraceAgain() {
        weather.put("draining");
        start();
        awaitDrain("\"shutdown_ready\":true");
        String since = since();

        sidecar.getDockerClient().killContainerCmd(sidecar.getContainerId()).exec();
        await().atMost(PATIENCE).until(() -> !Boolean.TRUE.equals(state().getRunning()));
        app.stop();
        sidecar.getDockerClient().startContainerCmd(sidecar.getContainerId()).exec();
        join();

        awaitDrain("\"state\":\"draining\"");
        assertThat(since()).isEqualTo(since);
        awaitDrain("\"shutdown_ready\":true");
        assertAlive();
    }

    @Test
    void answersManyRequestsWithinItsMemory() throws Exception {
        start();
        awaitDrain("\"state\":\"active\"");
        try (GenericContainer<?> load = Engine.javaNeighbour(sidecar)) {
            load.withCopyFileToContainer(MountableFile.forHostPath(Path.of("src/test/image/Load.java")), "/Load.java");
            load.start();

            var result = load.execInContainer("java", "-XX:+UseSerialGC", "/Load.java", REQUESTS);

            assertThat(result.getStdout()).as(result.getStderr()).contains(REQUESTS + " answers, 0 others");
        }
        awaitDrain("\"state\":\"active\"", "\"stale\":false");
        assertAlive();
    }

    @Test
    void holdsEveryLimitOfItsContractAtOnceWithinItsMemory() throws Exception {
        start();
        awaitDrain("\"state\":\"active\"");
        try (GenericContainer<?> clients = Engine.javaNeighbour(sidecar)) {
            clients.withCopyFileToContainer(
                    MountableFile.forHostPath(Path.of("src/test/image/Limits.java")), "/Limits.java");
            clients.start();

            var result = clients.execInContainer("java", "-XX:+UseSerialGC", "/Limits.java", "9901");

            assertThat(result.getStdout()).as(result.getStderr()).contains("every limit held");
        }
        awaitDrain("\"state\":\"active\"", "\"stale\":false");
        assertAlive();
    }

    @Test
    void theShellExampleStopsMintingWhenItsTaskDrains() {
        start();
        awaitDrain("\"state\":\"active\"");
        app.copyFileToContainer(MountableFile.forHostPath(Path.of("../examples/drain.sh")), "/drain.sh");
        Thread example = new Thread(() -> exec("sh", "-c", "DEPLOYMENT_ID=d1 sh /drain.sh >/tmp/said 2>&1"), "example");
        example.setDaemon(true);
        exec("sh", "-c", "echo 3 >/tmp/sessions");
        example.start();
        await().atMost(PATIENCE).until(() -> exec("cat", "/tmp/said").contains("affinity d1"));
        awaitDrain("\"busy\":3");

        weather.put("draining");

        await().atMost(PATIENCE).until(() -> exec("cat", "/tmp/said").contains("affinity none"));
        awaitDrain("\"draining\":true", "\"shutdown_ready\":false");
    }

    private GenericContainer<?> sidecar() {
        return sidecar;
    }

    private void start() {
        sidecar = Engine.sidecar().withEnv(weather.environment());
        begin();
    }

    private void begin() {
        sidecar.start();
        join();
    }

    private void join() {
        app = Engine.neighbour(sidecar);
        app.start();
    }

    private void awaitDrain(String... parts) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(drain()).contains(parts));
    }

    private String drain() {
        return exec("timeout", "5", "wget", "-q", "-O", "-", "http://localhost:9901/drain");
    }

    private String since() {
        String answer = drain();
        int at = answer.indexOf("\"draining_since\"");
        return answer.substring(at, answer.indexOf(',', at));
    }

    private List<String> metrics() {
        return sidecar.getLogs()
                .lines()
                .filter(line -> line.contains("\"ShutdownReady\":"))
                .toList();
    }

    private ContainerState state() {
        return sidecar.getCurrentContainerInfo().getState();
    }

    /** The first process, not one that was started again: the engine restarts nothing here. */
    private void assertAlive() {
        assertThat(state().getRunning()).isTrue();
        assertThat(state().getOOMKilled()).isFalse();
    }

    private String exec(String... command) {
        try {
            return app.execInContainer(command).getStdout();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
