package io.ecsdrain.sidecar;

import static io.ecsdrain.sidecar.SidecarProcess.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the process starts and refuses to start. */
class SidecarProcessTest {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    @TempDir
    private Path directory;

    @Test
    void wrongConfigurationExitsWithTwoAndNamesEveryProblem() throws Exception {
        Map<String, String> wrong = new HashMap<>();
        wrong.put("DEPLOYMENT_NAME", "My App");
        wrong.put("DRAIN_PARAM", "state");
        wrong.put("DRAIN_POLL_SECONDS", "0");
        wrong.put("DRAIN_EMIT_SECONDS", "61");
        wrong.put("DRAIN_GRACE_SECONDS", "soon");
        wrong.put("DRAIN_QUIET_SECONDS", "a while");
        wrong.put("DRAIN_SETTLE_SECONDS", "3601");
        wrong.put("DRAIN_BUSY_FORGET_SECONDS", "-1");
        wrong.put("DRAIN_REQUIRE_BUSY", "yes");
        wrong.put("DRAIN_HOST", "no-such-host.invalid");
        wrong.put("DRAIN_PORT", "99999");
        wrong.put("DRAIN_EMIT", "sometimes");
        wrong.put("DRAIN_METRIC", "off");
        wrong.put("DRAIN_METRIC_RESOLUTION", "5");
        wrong.put("DRAIN_TASK_PROTECTION", "true");
        wrong.put("TASK_ID", "two words");
        wrong.put("ECS_CONTAINER_METADATA_URI_V4", "not a uri");
        wrong.put("AWS_ENDPOINT_URL", "localhost:4566");
        wrong.put("AWS_REGION", " ");
        try (SidecarProcess sidecar = SidecarProcess.start(directory, wrong)) {
            assertThat(sidecar.exitCode()).isEqualTo(2);
            assertThat(sidecar.err().lines())
                    .hasSize(1 + 1 + wrong.size())
                    .contains("  DEPLOYMENT_ID is required: the unique id of this deployment");
            assertThat(sidecar.err()).contains(wrong.keySet());
            assertThat(sidecar.out()).isEmpty();
        }
    }

    @Test
    void aTakenPortExitsWithOneAndNamesIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Map<String, String> environment = SidecarProcess.environment(NOWHERE);
            environment.put("DRAIN_PORT", Integer.toString(taken.getLocalPort()));
            try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
                assertThat(sidecar.exitCode()).isEqualTo(1);
                assertThat(sidecar.err()).contains("127.0.0.1:" + taken.getLocalPort());
            }
        }
    }

    @Test
    void anAddressBeyondLoopbackIsUsedWithALoudWarning() throws Exception {
        Map<String, String> environment = SidecarProcess.environment(NOWHERE);
        environment.put("DRAIN_HOST", "0.0.0.0");
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitState("unknown");

            assertThat(sidecar.err()).contains("WARN").contains("DRAIN_HOST 0.0.0.0 IS NOT LOOPBACK");
        }
    }

    @Test
    void listensOnIpv4AloneWhereThereIsNoIpv6() throws Exception {
        Map<String, String> environment = SidecarProcess.environment(NOWHERE);
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.net.preferIPv4Stack=true");
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitState("unknown");

            assertThat(sidecar.err())
                    .contains("IPv4 only: cannot listen on /[0:0:0:0:0:0:0:1]:" + sidecar.port()
                            + ": this machine has no IPv6");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_REGION, no AWS region found: set AWS_REGION",
        "AWS_ACCESS_KEY_ID, no AWS credentials found: give the task definition a task role"
    })
    void whatIsMissingToReachAwsIsSaid(String missing, String said) throws Exception {
        Map<String, String> environment = SidecarProcess.environment(NOWHERE);
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.remove(missing);
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            await().atMost(SOON).until(() -> sidecar.err().contains(said));
        }
    }

    @Test
    void withFewFileDescriptorsItSaysSoAndAnswersNewConnections() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try (SidecarProcess sidecar =
                SidecarProcess.withOpenFiles(256, directory, SidecarProcess.environment(NOWHERE))) {
            sidecar.awaitState("unknown");
            assertThat(sidecar.err()).contains("file descriptors (ulimit -n) suffice for");
            for (int i = 0; i < 300; i++) {
                idle.add(new Socket(InetAddress.getByName("127.0.0.1"), sidecar.port()));
            }

            // The connection that awaitState left idle may be the one that gave way, unnoticed by its client yet.
            await().atMost(SOON).ignoreException(IOException.class).until(() -> sidecar.get("/health")
                    .equals("{\"status\":\"ok\"}"));
            int before = sidecar.values().size();
            await().atMost(SOON).until(() -> sidecar.values().size() > before + 2);
        } finally {
            for (Socket each : idle) {
                each.close();
            }
        }
    }

    @Test
    void answersAndEmitsWithoutAws() throws Exception {
        try (SidecarProcess sidecar = SidecarProcess.start(directory, SidecarProcess.environment(NOWHERE))) {
            sidecar.awaitState("unknown");
            await().atMost(SOON).until(() -> sidecar.values().size() > 2);

            assertThat(sidecar.values()).containsOnly(0);
            assertThat(sidecar.err().lines().filter(line -> line.contains("UNREACHABLE")))
                    .as("logged on change, not at each poll")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }
}
