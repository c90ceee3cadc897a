package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The verbs that look. */
class LookingOverTheWireTest {

    private static final String READY_LINE = "{\"deployment_name\":\"app\",\"deployment_id\":\"v1\",\"task_id\":\"%s\","
            + "\"phase\":\"draining\",\"state\":null,\"fence\":null,\"busy\":0,\"sources\":{},\"at\":\"%s\","
            + "\"boot\":\"0123456789abcdef\",\"seq\":1,\"beat_seconds\":15,\"ShutdownReady\":1}";

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void statusShowsWhichIsLiveAsATableAndAsJsonAlone() throws IOException {
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
        assertThat(json.at("/deployments/1/tasks").isInt()).isTrue();
        assertThat(json.at("/deployments/1/tasks").asInt()).isEqualTo(2);
        assertThat(json.at("/deployments/1/stopping").asInt(-1)).isZero();
        assertThat(json.at("/deployments/1/ready").isTextual()).isFalse();
    }

    @Test
    void statusReadsReadinessWhereTheReaperDoes() throws IOException {
        cloud.deploy("app", "v1");
        cloud.deploy("app", "v2");
        cloud.tasks(new DeploymentKey("app", "v1")).forEach(task -> cloud.aws
                .logs()
                .line("/sidecars/app", "app/drain/" + task, READY_LINE.formatted(task, cloud.aws.now())));
        cloud.aws.advance(Duration.ofSeconds(10));

        assertThat(ready(Map.of())).as("the metric").isZero();
        assertThat(ready(Map.of("EVIDENCE", "log", "LOG_GROUP", "/sidecars/{deployment_name}")))
                .isEqualTo(2);
        Ran ran = cloud.run(Map.of("EVIDENCE", "logs", "LOG_GROUP", "/a b"), "status");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("EVIDENCE must be", "'logs'", "LOG_GROUP must be", "'/a b'");
    }

    /** How many tasks of the draining one. */
    private int ready(Map<String, String> variables) throws IOException {
        return new JsonMapper()
                .readTree(cloud.run(variables, "status", "--output", "json").out())
                .at("/deployments/0/ready")
                .asInt(-1);
    }

    @Test
    void whatWasToldToStopDoesNotCountAsRunning() throws IOException {
        cloud.deploy("app", "v1");
        cloud.team.ecs().updateService(update -> update.cluster("prod")
                .service("svc-app-v1")
                .desiredCount(0));
        cloud.aws.advance(Duration.ofSeconds(1));

        assertThat(cloud.run("status").out()).contains("0/0 +2 stopping");
        JsonNode json = new JsonMapper()
                .readTree(cloud.run("status", "--output", "json").out());
        assertThat(json.at("/deployments/0/tasks").asInt(-1)).isZero();
        assertThat(json.at("/deployments/0/stopping").asInt()).isEqualTo(2);
    }

    @Test
    void noVerbShowsHowTheProgramIsBuilt() {
        cloud.deploy("app", "v1");
        cloud.deploy("app", "v2");
        // Two that are active: converge has something to write, and says so.
        cloud.fixture.parameter("/apps/app/v1/state", "active");
        cloud.fixture.parameter("/apps/app/live", "v2");
        StringBuilder said = new StringBuilder();
        for (Ran ran : List.of(
                cloud.run("reap"),
                cloud.run("reap", "--output", "json"),
                cloud.run("rollback", "--deployment-name", "app", "--to", "v1"),
                cloud.deploy("app", "v3"),
                cloud.run("explain"),
                cloud.run("status"))) {
            said.append(ran.out()).append(ran.err());
        }

        assertThat(said.toString())
                .contains("wrote parameter /apps/app/v1/state = draining")
                .contains("tag svc-app-v1 state=active")
                .doesNotContainPattern("[A-Z][A-Za-z]+\\[[a-z][A-Za-z]*=")
                .doesNotContainPattern("\\{[a-z_]+=");
    }

    @Test
    void reapDryRunDecidesAndWritesNothing() {
        cloud.deploy("app", "v1");
        cloud.deploy("app", "v2");
        long seq = cloud.lastCall();

        Ran ran = cloud.run("reap", "--dry-run");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("v1");
        assertThat(cloud.writesSince(seq)).isEmpty();
    }

    @Test
    void verifyFindsWhatHasNoService() {
        cloud.deploy("app", "v1");
        String group = cloud.group("svc-app-v1");
        cloud.team.ecs().deleteService(delete -> delete.cluster("prod")
                .service("svc-app-v1")
                .force(true));
        cloud.aws.advance(Duration.ofMinutes(10));

        Ran ran = cloud.run("verify", "--output", "json");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(4);
        assertThat(ran.out()).contains("\"rule\"", "\"target-group\"", "\"parameter\"", group, "/apps/app/v1/state");
        assertThat(cloud.run("verify", "--deployment-name", "other").exit()).isZero();
    }
}
