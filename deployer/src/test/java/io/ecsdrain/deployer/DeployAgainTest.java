package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy} where something is there already: of the name, or of the id itself. */
class DeployAgainTest {

    private static final String DEFINITION = """
            {"family": "app", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "0.25 vCPU",
             "memory": "512", "containerDefinitions": [
              {"name": "app", "image": "app:%s", "portMappings": [{"containerPort": 8080}],
               "environment": [{"name": "TOKEN", "value": "s3cret%s"}]}]}
            """;

    @TempDir
    private Path files;

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void theNextOneHasAsManyTasksAsTheLiveOne() {
        cloud.deploy("app", "v1", "--count", "7");

        Ran second = cloud.deploy("app", "v2");

        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(cloud.describe("svc-app-v2").desiredCount()).isEqualTo(7);
        assertThat(second.err()).contains("created service svc-app-v2, desired count 7");
    }

    @Test
    void thatTheLiveOneScalesIsSaidBeforeTheFirstWrite() {
        cloud.deploy("app", "v1");
        cloud.fixture.scalable("svc-app-v1", 2, 9);

        Ran second = cloud.deploy("app", "v2", "--scaling", "none", "--output", "json");

        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(second.err()).contains("warning: v1, which is live, scales automatically between 2 and 9 tasks");
        assertThat(second.out()).contains("scales automatically between 2 and 9 tasks");
    }

    @Test
    void theSameIdAgainIsDoneAndWithOtherContentRefusedWithEachDifference() {
        cloud.deploy("app", "v1", "--affinity", "cookie:session");
        long before = cloud.lastCall();
        assertThat(cloud.deploy("app", "v1", "--affinity", "cookie:session").exit())
                .isZero();

        Ran other = cloud.deploy(
                "app",
                "v1",
                "--affinity",
                "header:X-Session",
                "--subnets",
                "subnet-b",
                "--security-groups",
                "sg-1,sg-2",
                "--count",
                "5",
                "--health-path",
                "/health");

        assertThat(other.exit()).as(other.err()).isEqualTo(3);
        assertThat(other.err())
                .contains("v1 exists already and is something else")
                .contains("--affinity", "--subnets", "--security-groups", "--count", "--health-path");
        assertThat(cloud.writesSince(before)).isEmpty();
    }

    @Test
    void anotherTaskDefinitionUnderTheSameIdIsRefusedAndNoSecretOfItIsShown() throws IOException {
        Path one = Files.writeString(files.resolve("one.json"), DEFINITION.formatted("1", "1"));
        Path other = Files.writeString(files.resolve("other.json"), DEFINITION.formatted("2", "2"));
        assertThat(cloud.deploy("app", "v1", "--task-definition", one.toString())
                        .exit())
                .isZero();
        long before = cloud.lastCall();

        assertThat(cloud.deploy("app", "v1", "--task-definition", one.toString())
                        .exit())
                .isZero();
        Ran refused = cloud.deploy("app", "v1", "--task-definition", other.toString());

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err())
                .contains("--task-definition: /containerDefinitions/app/image is app:1, asked for is app:2")
                .contains("/containerDefinitions/app/environment/TOKEN/value differs")
                .doesNotContain("s3cret");
        assertThat(cloud.writesSince(before)).isEmpty();
    }

    @Test
    void anotherRevisionUnderTheSameIdIsRefused() {
        cloud.deploy("app", "v1");
        cloud.fixture.registerApp();

        Ran refused = cloud.deploy("app", "v1");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("--task-definition: it runs", "app:1, asked for is", "app:2");
    }

    @Test
    void anIdWhoseServiceIsBeingDeletedIsRefusedAtOnce() {
        cloud.deploy("app", "v1");
        cloud.deploy("app", "v2");
        cloud.team.ecs().deleteService(delete -> delete.cluster("prod")
                .service("svc-app-v2")
                .force(true));
        assertThat(cloud.describe("svc-app-v2").status()).isEqualTo("DRAINING");
        long before = cloud.lastCall();

        Ran refused = cloud.deploy("app", "v2");

        assertThat(refused.exit()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err()).contains("svc-app-v2 is being deleted", "deploy under a new id");
        assertThat(cloud.writesSince(before)).isEmpty();
    }

    @Test
    void aForeignServiceOfThatNameIsRefusedBeforeTheFirstWrite() {
        cloud.fixture.service(
                new DeploymentKey("app", "v1").serviceName(),
                1,
                java.util.Map.of("deployment_name", "app-v1", "deployment_id", "x"));

        Ran refused = cloud.deploy("app", "v1");

        assertThat(refused.exit()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err()).contains("svc-app-v1 exists and is not tagged for v1");
        assertThat(cloud.writesSince(0)).isEmpty();
    }
}
