package io.ecsdrain.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ecsdrain.contract.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whatever the environment holds is a configuration within its ranges, or an error that names every variable it
 * complains of.
 */
class EnvironmentFuzzTest {

    /** Without DRAIN_HOST: it asks a name server. */
    private static final List<String> VARIABLES = List.of(
            "DEPLOYMENT_NAME",
            "DEPLOYMENT_ID",
            "DRAIN_PARAM",
            "DRAIN_POLL_SECONDS",
            "DRAIN_EMIT_SECONDS",
            "DRAIN_GRACE_SECONDS",
            "DRAIN_BUSY_UNKNOWN_SECONDS",
            "DRAIN_QUIET_SECONDS",
            "DRAIN_SETTLE_SECONDS",
            "DRAIN_BUSY_FORGET_SECONDS",
            "DRAIN_REQUIRE_BUSY",
            "DRAIN_PORT",
            "DRAIN_EMIT",
            "DRAIN_METRIC",
            "DRAIN_METRIC_RESOLUTION",
            "DRAIN_TASK_PROTECTION",
            "TASK_ID",
            "ECS_AGENT_URI",
            "ECS_CONTAINER_METADATA_URI_V4",
            "AWS_REGION",
            "AWS_ENDPOINT_URL");

    @FuzzTest(maxDuration = "20s")
    void anEnvironmentIsAConfigurationOrAListOfProblems(FuzzedDataProvider data) {
        Map<String, String> environment = new HashMap<>(Map.of("DEPLOYMENT_NAME", "app", "DEPLOYMENT_ID", "d1"));
        while (data.remainingBytes() > 0) {
            environment.put(data.pickValue(VARIABLES), data.consumeString(60));
        }
        try {
            SidecarConfig config = SidecarConfig.from(environment);
            assertThat(config.port()).isBetween(1, 65_535);
            assertThat(config.rules().poll().toMillis()).isBetween(10L, 3_600_000L);
            assertThat(config.lines().every().toMillis()).isBetween(10L, 60_000L);
            assertThat(config.parameter()).matches("/[A-Za-z0-9_./-]+");
        } catch (ConfigurationException e) {
            assertThat(e.problems()).isNotEmpty();
            assertThat(e.problems())
                    .allMatch(problem -> VARIABLES.stream().anyMatch(problem::contains), "names a variable");
        }
    }
}
