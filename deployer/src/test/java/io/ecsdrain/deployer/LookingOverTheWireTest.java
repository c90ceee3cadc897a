package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The verbs that look. */
class LookingOverTheWireTest {

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void statusShowsWhoIsLiveAsATableAndAsJsonAlone() throws IOException {
        cloud.deploy("app", "v1");
        cloud.deploy("app", "v2");

        assertThat(cloud.run("status").out().lines())
                .anySatisfy(line -> assertThat(line).matches("\\* +app +v2 +active +active +2/2 .*default.*"))
                .anySatisfy(line -> assertThat(line).matches(" +app +v1 +draining +draining +2/2 .*rule 1000.*"));
        JsonNode json = new JsonMapper()
                .readTree(cloud.run("status", "--output", "json").out());
        assertThat(json.at("/deployments/1/deployment_id").asText()).isEqualTo("v2");
        assertThat(json.at("/deployments/1/live").asBoolean()).isTrue();
        assertThat(json.at("/deployments/0/live").asBoolean(true)).isFalse();
    }

    @Test
    void reapDryRunDecidesAndWritesNothing() {
        cloud.deploy("app", "v1");
        cloud.deploy("app", "v2");
        long seq = cloud.calls();

        Ran ran = cloud.run("reap", "--dry-run");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("v1");
        assertThat(cloud.writesSince(seq)).isEmpty();
    }

    @Test
    void verifyFindsWhatHasNoService() {
        cloud.deploy("app", "v1");
        String group = cloud.group("svc-app-v1");
        cloud.clients.ecs().deleteService(delete -> delete.cluster("prod")
                .service("svc-app-v1")
                .force(true));
        cloud.aws.advance(Duration.ofMinutes(10));

        Ran ran = cloud.run("verify", "--output", "json");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(4);
        assertThat(ran.out()).contains("\"rule\"", "\"target-group\"", "\"parameter\"", group, "/apps/app/v1/state");
        assertThat(cloud.run("verify", "--deployment-name", "other").exit()).isZero();
    }
}
