package io.ecsdrain.system.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;

/** Under the limits and without the privileges that {@code task-def-fragments/sidecar-container.json} gives it. */
@NeedsDocker
class SidecarImageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Nothing listens on port 9 of the container: the sidecar must live without AWS. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "DEPLOYMENT_NAME", "app",
            "DEPLOYMENT_ID", "20260101-000000-abc1234",
            "TASK_ID", "0123456789abcdef0123456789abcdef",
            "DRAIN_POLL_SECONDS", "1",
            "AWS_REGION", "eu-west-1",
            "AWS_ENDPOINT_URL", "http://127.0.0.1:9",
            "AWS_ACCESS_KEY_ID", "task",
            "AWS_SECRET_ACCESS_KEY", "task");

    @BeforeAll
    static void buildAsTheReadmeSays() {
        Engine.build();
    }

    @Test
    void refusesAWrongConfigurationWithEveryProblemAndStatus2() {
        try (GenericContainer<?> sidecar = Engine.sidecar()) {
            sidecar.withEnv(Map.of("DRAIN_PORT", "http", "DRAIN_GRACE_SECONDS", "-1"))
                    .withStartupCheckStrategy(new Ended())
                    .start();

            assertThat(sidecar.getCurrentContainerInfo().getState().getExitCodeLong())
                    .isEqualTo(2);
            assertThat(sidecar.getLogs())
                    .contains("DEPLOYMENT_NAME", "DEPLOYMENT_ID", "DRAIN_PORT", "DRAIN_GRACE_SECONDS");
        }
    }

    @Test
    void answersItsTaskOnLocalhostAlsoWithoutAws() throws Exception {
        try (GenericContainer<?> sidecar = Engine.sidecar().withEnv(ENVIRONMENT)) {
            sidecar.start();
            try (GenericContainer<?> app = Engine.neighbour(sidecar)) {
                app.start();

                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(get(app, "/health").getExitCode()).isZero());
                assertThat(get(app, "/drain").getStdout()).contains("\"state\":\"unknown\"", "\"draining\":false");
            }
        }
    }

    @Test
    void writesReadinessToItsLogEvenWhileReadsFail() {
        try (GenericContainer<?> sidecar = Engine.sidecar().withEnv(ENVIRONMENT)) {
            sidecar.start();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sidecar.getLogs().lines())
                            .anyMatch(line -> line.startsWith("{") && line.contains("\"ShutdownReady\":0")));
        }
    }

    @Test
    void endsAtSigtermByItself() {
        try (GenericContainer<?> sidecar = Engine.sidecar().withEnv(ENVIRONMENT)) {
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
    }

    @Test
    void holdsNoShellAndRunsAsNobody() throws Exception {
        try (GenericContainer<?> sidecar = Engine.sidecar().withEnv(ENVIRONMENT)) {
            sidecar.start();

            assertThat(sidecar.getContainerInfo().getConfig().getUser()).isEqualTo("65532");
            assertThat(sidecar.execInContainer("/bin/sh", "-c", "true").getExitCode())
                    .isNotZero();
        }
    }

    private static ExecResult get(GenericContainer<?> app, String path) throws IOException, InterruptedException {
        return app.execInContainer("wget", "-q", "-O", "-", "http://localhost:9901" + path);
    }
}
