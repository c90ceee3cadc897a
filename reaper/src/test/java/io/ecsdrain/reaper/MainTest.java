package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.localaws.LocalAws;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One run from the command line. The credentials are the ones this build sets for itself; nothing leaves loopback. */
class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private LocalAws aws;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().start();
        System.setProperty("aws.accessKeyId", "AKREAPER");
        System.setProperty("aws.secretAccessKey", "local");
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        aws.close();
    }

    private ExitCode run(Map<String, String> variables, String... arguments) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("AWS_REGION", "eu-west-1");
        environment.putIfAbsent("AWS_ENDPOINT_URL", aws.endpoint().toString());
        return Main.run(
                arguments,
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void everyWrongVariableIsNamedInOneMessageAndNoCallIsMade() {
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("CLUSTER", " "),
                Map.entry("DEPLOYMENT_NAME", "App"),
                Map.entry("LISTENER_ARN", "arn:x"),
                Map.entry("CONSEC", "0"),
                Map.entry("PERIOD", "61"),
                Map.entry("MIN_AGE_SEC", "-1"),
                Map.entry("MAX_AGE_HR", "soon"),
                Map.entry("MAX_AGE_FROM", "birth"),
                Map.entry("KEEP_PREVIOUS", "x"),
                Map.entry("KEEP_PREVIOUS_SCALED", "yes"),
                Map.entry("RETIRE_ONLY", "yes"),
                Map.entry("MAX_RETIREMENTS", "1.5"),
                Map.entry("DEPLOY_TIMEOUT_MIN", "0"),
                Map.entry("DRY_RUN", ""),
                Map.entry("AWS_ENDPOINT_URL", "localhost"));
        assertThat(run(wrong, "--output", "xml", "--frobnicate")).isEqualTo(ExitCode.BAD_USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(wrong.keySet())
                .contains("--output", "--frobnicate");
        assertThat(aws.calls()).isEmpty();
    }

    @Test
    void aMissingClusterVariableIsBadUsage() {
        assertThat(run(Map.of())).isEqualTo(ExitCode.BAD_USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("CLUSTER is required");
    }

    @Test
    void aClusterThatDoesNotExistIsBadUsage() {
        assertThat(run(Map.of("CLUSTER", "nowhere"))).isEqualTo(ExitCode.BAD_USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("nowhere");
    }

    @Test
    void anEmptyClusterIsARunWithNothingToDoAndJsonStandsAloneOnStdout() throws Exception {
        try (var team = io.ecsdrain.inventory.aws.AwsClients.forTest(aws.endpoint(), "AKTEAM")) {
            team.ecs().createCluster(create -> create.clusterName("prod"));
        }
        assertThat(run(Map.of("CLUSTER", "other"), "--cluster", "prod", "--output", "json"))
                .isEqualTo(ExitCode.DONE);
        var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(out.toByteArray());
        assertThat(json.path("cluster").asText()).isEqualTo("prod");
        assertThat(json.path("dry_run").asBoolean()).isFalse();
        assertThat(json.path("decisions")).isEmpty();
    }
}
