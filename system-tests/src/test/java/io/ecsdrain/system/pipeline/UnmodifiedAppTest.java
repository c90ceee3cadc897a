package io.ecsdrain.system.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.links.LocalImage;
import io.ecsdrain.localaws.links.TaskMode;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a new user gets who reads no further than {@code task-def} and {@code deploy}: an app without a line of code for
 * drain, as a real process beside the real sidecar, keeps its sessions.
 */
class UnmodifiedAppTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final DeploymentKey FIRST = new DeploymentKey("shop", "20260101-000000-aaaaaaa");
    private static final DeploymentKey SECOND = new DeploymentKey("shop", "20260102-000000-bbbbbbb");
    private static final int SESSIONS = 3;
    /** Well beyond the grace, a metric period and what the reaper asks for, at four lines a second. */
    private static final int LINES = 20;

    @TempDir
    private Path folder;

    private final LocalAws aws = LocalAws.builder()
            .tasks(TaskMode.PROCESS)
            .image(
                    "shop:1",
                    new LocalImage(
                            java("io.ecsdrain.demo.app.PlainApp"), Map.of("PORT", "{{port:8080}}", "NAME", "shop")))
            .image(Rollouts.SIDECAR, sidecar())
            .start();
    private final List<Session> sessions = new ArrayList<>();
    private Rollouts rollouts;

    /** A user's connection through the load balancer. */
    private record Session(Socket socket, BufferedReader lines) {}

    private static LocalImage sidecar() {
        Map<String, String> environment = new HashMap<>(Rollouts.HURRY);
        environment.put("DRAIN_PORT", "{{port:9901}}");
        return new LocalImage(java("io.ecsdrain.sidecar.Main"), environment, Set.of("DRAIN_BUSY_PORTS"));
    }

    private static List<String> java(String main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main);
    }

    @BeforeEach
    void cluster() {
        rollouts = new Rollouts(aws, folder);
    }

    @AfterEach
    void close() throws IOException {
        for (Session session : sessions) {
            session.socket().close();
        }
        rollouts.close();
        aws.close();
    }

    @Test
    void keepsItsSessionsUntilTheLastOneIsOver() throws Exception {
        rollouts.deploy("shop:1", FIRST);
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(open());
        }
        rollouts.deploy("shop:1", SECOND);

        for (int line = 0; line < LINES; line++) {
            for (Session session : sessions) {
                assertThat(session.lines().readLine())
                        .as("a session's next line")
                        .isNotNull();
            }
            assertThat(rollouts.reap(FIRST)).isEqualTo(Reason.NOT_READY);
        }
        for (Session session : sessions) {
            session.socket().close();
        }

        await().atMost(SOON).until(() -> {
            if (!rollouts.isGone(FIRST)) {
                rollouts.reap(FIRST);
            }
            return rollouts.isGone(FIRST);
        });
        assertThat(rollouts.isGone(SECOND)).isFalse();
    }

    private Session open() throws IOException {
        Socket socket = new Socket(rollouts.door().getHost(), rollouts.door().getPort());
        socket.getOutputStream()
                .write("GET /session HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return new Session(
                socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
    }
}
