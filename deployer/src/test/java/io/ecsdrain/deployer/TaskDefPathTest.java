package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.TestCloud.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's whole path: a task definition as it lies in a repository, through task-def, into deploy. */
class TaskDefPathTest {

    @TempDir
    private Path files;

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    private Path file(String name) throws IOException {
        Path copy = files.resolve(name + ".json");
        try (InputStream resource = TaskDefPathTest.class.getResourceAsStream("task-definitions/" + name + ".json")) {
            Files.write(copy, resource.readAllBytes());
        }
        return copy;
    }

    private Ran taskDef(Path file, String id) {
        return cloud.run(
                "task-def", file.toString(), "--image", "r/d:1", "--deployment-name", "shop", "--deployment-id", id);
    }

    private Ran deploy(Path file, String id) {
        return cloud.run(
                "deploy",
                "--cluster",
                "prod",
                "--deployment-name",
                "shop",
                "--deployment-id",
                id,
                "--task-definition",
                file.toString(),
                "--container",
                "shop",
                "--container-port",
                "8080",
                "--listener",
                cloud.listener,
                "--subnets",
                "subnet-a",
                "--security-groups",
                "sg-a",
                "--yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "describe-output",
                "describe-wrapper",
                "awslogs-create-group",
                "null-members",
                "app-has-older-deployment-id"
            })
    void whatTaskDefPrintsIsRegisteredAndDeployed(String name) throws IOException {
        Ran merged = taskDef(file(name), "new-2");
        assertThat(merged.exit()).as(merged.err()).isZero();
        Path definition = Files.writeString(files.resolve("merged.json"), merged.out());

        Ran deployed = deploy(definition, "new-2");

        assertThat(deployed.exit()).as(deployed.err()).isZero();
        assertThat(cloud.describe("svc-shop-new-2").runningCount()).isEqualTo(2);
    }

    @Test
    void aSecondRunIsForTheNextDeployment() throws IOException {
        Path first = Files.writeString(
                files.resolve("first.json"),
                taskDef(file("describe-output"), "new-2").out());
        Ran second = taskDef(first, "new-3");
        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(second.err()).contains("note: replaced the sidecar 'drain' that was there");

        Ran deployed = deploy(Files.writeString(files.resolve("second.json"), second.out()), "new-3");
        assertThat(deployed.exit()).as(deployed.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            secret-named-deployment-id | container 'shop' has a secret DEPLOYMENT_ID; it must be left out
            no-network-mode | networkMode is missing, which means bridge; it must be awsvpc
            port-9901-taken | container 'proxy' has a port mapping for containerPort 9901, where the sidecar listens
            task-size-used-up | cpu is '256', of which the containers take 256 CPU units; the sidecar needs 32 more
            """)
    void whatCannotWorkIsSaidInOneLine(String name, String problem) throws IOException {
        Ran ran = taskDef(file(name), "new-2");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("drain: " + problem);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void theSidecarCountsTheConnectionsToTheAppUnlessOneFlagTurnsItOff() throws IOException {
        String path = file("describe-output").toString();

        Ran counted = cloud.run("task-def", path, "--image", "r/d:1");
        assertThat(counted.out()).contains("DRAIN_BUSY_PORTS");
        assertThat(counted.err()).contains("note: each lasting connection to port 8080 counts as a session");
        assertThat(cloud.run("task-def", path, "--image", "r/d:1", "--busy-ports", "none")
                        .out())
                .doesNotContain("DRAIN_BUSY_PORTS");
        Ran wrong = cloud.run("task-def", path, "--busy-ports", "8080,0");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("--busy-ports must be none, or ports from 1 to 65535", "'8080,0'");
    }

    @Test
    void deployTakesWhatDescribePrintsToo() throws IOException {
        Ran deployed = deploy(file("describe-wrapper"), "new-2");

        assertThat(deployed.exit()).as(deployed.err()).isZero();
    }
}
