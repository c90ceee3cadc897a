package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.deployer.DrainedCloud.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, with an environment of its own. */
class ProgramTest {

    @TempDir
    private Path files;

    private Path out;
    private Path err;

    private record Ended(int exit, String out, String err) {}

    @Test
    void itExplainsAndRollsBackWithJsonAloneOnStdout() throws Exception {
        try (DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED)) {
            Map<String, String> environment = new HashMap<>(DeployerProcess.environment(drained.cloud));
            environment.put("DEPLOYMENT_NAME", "app");

            Ended explained = run(environment, "explain", "v1", "--output", "json");
            assertThat(explained.exit()).as(explained.err()).isZero();
            assertThat(explained.err()).isEmpty();
            assertThat(json(explained).at("/deployments/0/deployment_id").asText())
                    .isEqualTo("v1");

            Ended back = run(environment, "rollback", "--to", "v1", "--output", "json");
            assertThat(back.exit()).as(back.err()).isZero();
            assertThat(json(back).get("live").asText()).isEqualTo("v1");
            assertThat(back.err())
                    .startsWith("account 123456789012, region eu-west-1, endpoint " + drained.cloud.aws.endpoint());
            drained.assertLive(DrainedCloud.V1);
        }
    }

    /** Ctrl-C, or a CI system that cancels the job: the last thing the process does is to end its canary. */
    @Test
    void aCanaryThatIsInterruptedIsEndedByItsOwnDeployer() throws Exception {
        try (TestCloud cloud = new TestCloud()) {
            assertThat(cloud.deploy("app", "v1", "--affinity", "cookie:v").exit())
                    .isZero();
            Process process = start(
                    DeployerProcess.environment(cloud),
                    cloud.deployment("app", "v2", "--affinity", "cookie:v", "--steps", "10%:1h", "--timeout", "5m"));
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                cloud.aws.advance(Duration.ofSeconds(1));
                return cloud.shares().size() == 2;
            });

            process.destroy();

            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(cloud.shares()).containsOnlyKeys(cloud.group("svc-app-v1"));
            assertThat(cloud.state("app", "v2")).contains("draining");
        }
    }

    @Test
    void whatAwsNeedsAndIsNotThereIsSaidInOneSentence() throws Exception {
        Ended nowhere = run(Map.of("CLUSTER", "prod"), "status");
        assertThat(nowhere.exit()).isEqualTo(2);
        assertThat(nowhere.err().strip()).isEqualTo("drain: no region was found: give --region or set AWS_REGION");

        Ended noCredentials = run(Map.of("CLUSTER", "prod", "AWS_REGION", "eu-west-1"), "status");
        assertThat(noCredentials.exit()).isEqualTo(2);
        assertThat(noCredentials.err().lines())
                .singleElement()
                .asString()
                .startsWith("drain: no AWS credentials were found: set AWS_PROFILE");
        assertThat(noCredentials.out()).isEmpty();
    }

    private static JsonNode json(Ended ended) throws IOException {
        return new JsonMapper().readTree(ended.out());
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        Process process = start(environment, arguments);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Process start(Map<String, String> environment, String... arguments) throws Exception {
        out = Files.createTempFile(files, "out", "");
        err = Files.createTempFile(files, "err", "");
        Process process = DeployerProcess.in(files, environment, DeployerProcess.command(files, arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        return process;
    }
}
