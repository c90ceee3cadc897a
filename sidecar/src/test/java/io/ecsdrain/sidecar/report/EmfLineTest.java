package io.ecsdrain.sidecar.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.DeploymentKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EmfLineTest {

    private static final DeploymentKey APP = new DeploymentKey("app", "d1");
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);

    @Test
    void isTheGoldenLineOfThePlan() {
        String line = new String(new EmfLine(APP, 60).of(AT, "0123abcd", "draining", true), StandardCharsets.UTF_8);

        assertThat(line)
                .isEqualTo("{\"_aws\":{\"Timestamp\":1700000000123,\"CloudWatchMetrics\":[{\"Namespace\":\"App/Drain\","
                        + "\"Dimensions\":[[\"deployment_name\",\"deployment_id\",\"task_id\"]],"
                        + "\"Metrics\":[{\"Name\":\"ShutdownReady\",\"Unit\":\"Count\"}]}]},"
                        + "\"deployment_name\":\"app\",\"deployment_id\":\"d1\",\"task_id\":\"0123abcd\","
                        + "\"state\":\"draining\",\"ShutdownReady\":1}\n");
    }

    @Test
    void asksForHighResolutionOnlyWhenTold() throws Exception {
        var metric = new ObjectMapper()
                .readTree(new EmfLine(APP, 1).of(AT, "t", "draining", false))
                .at("/_aws/CloudWatchMetrics/0/Metrics/0");

        assertThat(metric.toString())
                .isEqualTo("{\"Name\":\"ShutdownReady\",\"Unit\":\"Count\",\"StorageResolution\":1}");
    }

    @Test
    void staysOneLineWhateverTheTaskId() throws Exception {
        byte[] line = new EmfLine(APP, 60).of(AT, "a\n\"b\\", "draining", false);

        assertThat(new String(line, StandardCharsets.UTF_8).lines()).hasSize(1);
        assertThat(new ObjectMapper().readTree(line).get("task_id").asText()).isEqualTo("a\n\"b\\");
        assertThat(new ObjectMapper().readTree(line).get("ShutdownReady").isInt())
                .isTrue();
    }

    @Test
    void aTaskThatKnowsNoStateSaysSoBesideItsZero() throws Exception {
        var line = new ObjectMapper().readTree(new EmfLine(APP, 60).of(AT, "t", "unknown", false));

        assertThat(line.get("ShutdownReady").asInt()).isZero();
        assertThat(line.get("state").asText()).isEqualTo("unknown");
    }
}
