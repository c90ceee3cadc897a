package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sessions lose by what is left out is a warning, and with {@code --strict} a refusal before the first write. */
class StrictTest {

    @TempDir
    private Path files;

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void withoutAffinityAndSidecarDeployWarnsOnStderrAndInJson() throws IOException {
        Ran ran = cloud.deploy("app", "v1", "--output", "json");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("warning: no --affinity: ", "warning: the task definition has no sidecar: ");
        assertThat(new JsonMapper().readTree(ran.out()).get("remarks").toString())
                .contains("no --affinity: ", "the task definition has no sidecar: ");
    }

    @Test
    void strictRefusesBeforeTheFirstWriteAndNamesAll() {
        Ran ran = cloud.run(strict(cloud.deployment("app", "v1")));

        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("--strict: no --affinity", "--strict: the task definition has no sidecar");
        assertThat(cloud.writesSince(0)).isEmpty();
    }

    @Test
    void strictDeploysWhatLeavesNothingOut() throws IOException {
        Path file = Files.writeString(files.resolve("td.json"), """
                {"family": "app", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
                 "memory": "512", "containerDefinitions": [
                  {"name": "app", "image": "app:1", "portMappings": [{"containerPort": 8080}]},
                  {"name": "drain", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/d:1", "essential": false}]}
                """);

        Ran ran = cloud.run(strict(cloud.deployment(
                "app", "v1", "--affinity", "cookie:deployment", "--task-definition", file.toString())));

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err()).doesNotContain("warning");
    }

    @Test
    void activateOfAnIdThatNothingIsKnownOfWarnsAndStrictRefusesIt() {
        cloud.deploy("app", "20260101-120000-abc1234");
        long before = cloud.lastCall();

        Ran refused = cloud.run(
                "activate", "--deployment-name", "app", "--deployment-id", "20260101-120000-abc1235", "--strict");

        assertThat(refused.exit()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err())
                .contains("--strict: nothing is known of '20260101-120000-abc1235'")
                .contains("did you mean 20260101-120000-abc1234?");
        assertThat(cloud.writesSince(before)).isEmpty();

        Ran warned = cloud.activate("app", "20260101-120000-abc1235");
        assertThat(warned.exit()).isZero();
        assertThat(warned.err()).contains("warning: nothing is known of '20260101-120000-abc1235'");
    }

    @Test
    void alsoWhereNothingServesYet() {
        cloud.fixture.parameter("/apps/app/v1/state", "draining");

        Ran refused = cloud.run("activate", "--deployment-name", "app", "--deployment-id", "v2", "--strict");

        assertThat(refused.exit()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err()).contains("nothing is known of 'v2'", "did you mean v1?");
    }

    private static String[] strict(String... arguments) {
        String[] strict = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        strict[arguments.length] = "--strict";
        return strict;
    }
}
