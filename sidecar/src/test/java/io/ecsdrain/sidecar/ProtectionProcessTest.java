package io.ecsdrain.sidecar;

import static io.ecsdrain.sidecar.SidecarProcess.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.metadata.MetadataFault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process beside a task of local-aws, with the metadata and the agent's API that the task has. */
class ProtectionProcessTest {

    @TempDir
    private Path directory;

    @Test
    void theTaskIsProtectedWhileBusyAndAFailureInATwoHundredIsAFailureLoggedOnce() throws Exception {
        try (LocalAws aws =
                LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:00Z")).start()) {
            LocalTask task = new LocalTask(aws);
            task.setState("active");
            Map<String, String> environment = SidecarProcess.environment(aws.endpoint());
            environment.put("DRAIN_TASK_PROTECTION", "true");
            environment.put("ECS_AGENT_URI", task.agent().toString());
            environment.put("ECS_CONTAINER_METADATA_URI_V4", task.metadata().toString());
            try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
                sidecar.awaitState("active");
                await().atMost(SOON)
                        .until(() -> sidecar.drain().get("task_id").asText().equals(task.id()));
                aws.metadata().fail(MetadataFault.PROTECTION_FAILURE);
                sidecar.report(2);
                await().atMost(SOON).until(() -> sidecar.err().contains("TASK_NOT_VALID"));
                assertThat(task.isProtected()).isFalse();

                aws.metadata().fail(MetadataFault.NONE);
                await().atMost(SOON).until(task::isProtected);
                sidecar.report(0);
                await().atMost(SOON).until(() -> !task.isProtected());

                await().atMost(SOON).until(() -> sidecar.err().contains("task protection off"));
                assertThat(sidecar.err().lines().filter(line -> line.contains("TaskProtector")))
                        .hasSize(3)
                        .element(1)
                        .asString()
                        .endsWith("task protection on");
            }
        }
    }
}
