package io.ecsdrain.system.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;

/**
 * In the memory that {@code task-def-fragments/sidecar-container.json} sets aside, which is less than it allows, and
 * without the privileges that it takes away.
 */
@NeedsDocker
class SidecarImageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GenericContainer<?> sidecar = Engine.sidecar().withEnv(Engine.WITHOUT_AWS);

    @RegisterExtension
    final LastWords lastWords = new LastWords(() -> sidecar);

    @BeforeAll
    static void buildAsTheReadmeSays() {
        Engine.build();
    }

    @AfterEach
    void end() {
        sidecar.stop();
    }

    @Test
    void refusesAWrongConfigurationWithEveryProblemAndStatus2() {
        sidecar.getEnvMap().clear();
        sidecar.withEnv(Map.of("DRAIN_PORT", "http", "DRAIN_GRACE_SECONDS", "-1"))
                .withStartupCheckStrategy(new Ended())
                .start();

        assertThat(sidecar.getCurrentContainerInfo().getState().getExitCodeLong())
                .isEqualTo(2);
        assertThat(sidecar.getLogs()).contains("DEPLOYMENT_NAME", "DEPLOYMENT_ID", "DRAIN_PORT", "DRAIN_GRACE_SECONDS");
    }

    @Test
    void answersItsTaskOnLocalhostAlsoWithoutAws() throws Exception {
        sidecar.start();
        try (GenericContainer<?> app = Engine.neighbour(sidecar)) {
            app.start();

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(get(app, "/health").getExitCode()).isZero());
            assertThat(get(app, "/drain").getStdout()).contains("\"state\":\"unknown\"", "\"draining\":false");
        }
    }

    /**
     * As uid 65532 on a read-only root, without a capability: the kernel's tables and the app's page are all it needs.
     */
    @Test
    void countsTheSessionsThatAnotherContainerShows() throws Exception {
        sidecar.withEnv(Map.of(
                        "DRAIN_BUSY_PORTS", "8080",
                        "DRAIN_BUSY_PORT_SECONDS", "1",
                        "DRAIN_BUSY_URL", "http://localhost:8081/metrics",
                        "DRAIN_BUSY_FIELD", "jobs{queue=\"a\"}"))
                .start();
        try (GenericContainer<?> app = Engine.neighbour(sidecar)) {
            app.start();
            app.execInContainer("sh", "-c", "echo 'jobs{queue=\"a\"} 7' >/tmp/metrics; httpd -p 8081 -h /tmp");
            app.execInContainer("sh", "-c", "nc -ll -p 8080 -e cat >/dev/null 2>&1 &");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(app, "/drain").getStdout())
                            .contains("\"sources\":{\"@connections\":0,\"@url\":7}"));

            app.execInContainer("sh", "-c", "for i in 1 2 3; do sleep 600 | nc 127.0.0.1 8080 >/dev/null & done");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(get(app, "/drain").getStdout()).contains("\"@connections\":3"));

            app.execInContainer("sh", "-c", "killall sleep nc");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(get(app, "/drain").getStdout()).contains("\"@connections\":0"));
        }
    }

    @Test
    void writesReadinessToItsLogEvenWhileReadsFail() {
        sidecar.start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sidecar.getLogs().lines())
                        .anyMatch(line -> line.startsWith("{") && line.contains("\"ShutdownReady\":0")));
    }

    @Test
    void endsAtSigtermByItself() {
        sidecar.start();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sidecar.getLogs()).contains("ShutdownReady"));

        sidecar.getDockerClient()
                .stopContainerCmd(sidecar.getContainerId())
                .withTimeout(30)
                .exec();

        // 137 would be the engine's SIGKILL after the thirty seconds.
        assertThat(sidecar.getCurrentContainerInfo().getState().getExitCodeLong())
                .isNotEqualTo(137);
    }

    @Test
    void holdsNoShellAndDoesNotRunAsRoot() throws Exception {
        sidecar.start();

        assertThat(sidecar.getContainerInfo().getConfig().getUser()).isEqualTo("65532");
        assertThat(sidecar.execInContainer("/bin/sh", "-c", "true").getExitCode())
                .isNotZero();
    }

    @Test
    void saysWhatItWasBuiltFrom() {
        sidecar.start();

        assertThat(sidecar.getContainerInfo().getConfig().getLabels())
                .containsEntry("org.opencontainers.image.base.name", "eclipse-temurin:25-jdk")
                .containsKey("org.opencontainers.image.base.digest");
    }

    private static ExecResult get(GenericContainer<?> app, String path) throws IOException, InterruptedException {
        return app.execInContainer("timeout", "5", "wget", "-q", "-O", "-", "http://localhost:9901" + path);
    }
}
