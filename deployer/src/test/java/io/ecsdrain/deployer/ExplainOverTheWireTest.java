package io.ecsdrain.deployer;

import static io.ecsdrain.deployer.DrainedCloud.V1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.deployer.DrainedCloud.Stage;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.Parameter;

class ExplainOverTheWireTest {

    private final DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED);
    private final TestCloud cloud = drained.cloud;

    @AfterEach
    void close() {
        drained.close();
    }

    @Test
    void aStrangerReadsWhichTaskBlocksSinceWhenAndUntilWhenAtMost() {
        cloud.aws.advance(Duration.ofMinutes(2));
        List<String> tasks = drained.tasks(V1).toList();
        drained.says(V1, tasks.get(0), 0);
        drained.says(V1, tasks.get(1), 1);
        long seq = cloud.lastCall();

        Ran ran = cloud.run("explain", "v1");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("app v1, draining since 2026-01-01T00:")
                .contains("why       not-ready: ")
                .contains(tasks.get(0)
                        + " not known yet: it says 0, as every task does within its grace, since 2026-01-01T00:")
                .contains(tasks.get(1) + " ready in 0 of 3 closed periods")
                .contains(
                        "earliest  cannot be told while 2 of 2 tasks are not ready: 3 periods of 60 s after the last of them is")
                .contains("latest    2026-01-03T00:")
                .contains("ready or not (MAX_AGE_HR)")
                .contains("to do     Normal for as long as sessions last")
                .doesNotContain("app v2");
        assertThat(cloud.writesSince(seq)).as("calls that change something").isEmpty();
    }

    @Test
    void aTaskThatConnectionsHoldIsExplainedWithTheirAddressesSinceWhenAndWhatToDo() {
        cloud.aws.advance(Duration.ofMinutes(2));
        List<String> tasks = drained.tasks(V1).toList();
        speaks(tasks.get(0), 4, "\"sources\":{\"@connections\":3},\"peers\":{\"10.0.1.7\":2,\"10.0.2.9\":1}", 3);
        speaks(tasks.get(1), 4, "\"sources\":{\"@connections\":0}", 0);
        Instant first = cloud.aws.now().truncatedTo(ChronoUnit.SECONDS);
        cloud.aws.advance(Duration.ofSeconds(15));
        speaks(tasks.get(0), 5, "\"sources\":{\"@connections\":4},\"peers\":{\"10.0.1.7\":2,\"10.0.2.9\":1}", 4);
        speaks(tasks.get(1), 5, "\"sources\":{\"@connections\":0}", 0);

        Ran ran = cloud.run(Map.of("EVIDENCE", "log", "LOG_GROUP", "/ecs-drain/app"), "explain", "v1");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains(
                        tasks.get(0) + " it has 4 sessions, held by connections only, from 10.0.1.7 (2), 10.0.2.9 (1),"
                                + " elsewhere (1), since " + first + " (15s)")
                .contains("let `DRAIN_BUSY_PORT_PEERS` name the load balancer's subnets");
    }

    /** What a task's sidecar writes to its log. */
    private void speaks(String task, int seq, String sources, int busy) {
        Parameter state = cloud.team
                .ssm()
                .getParameter(get -> get.name(V1.stateParameter()))
                .parameter();
        cloud.aws
                .logs()
                .line(
                        "/ecs-drain/app",
                        "app/drain/" + task,
                        "{\"deployment_name\":\"app\",\"deployment_id\":\"v1\",\"task_id\":\"" + task
                                + "\",\"phase\":\"draining\",\"state\":\"" + state.version() + "@"
                                + state.lastModifiedDate() + "\",\"fence\":null,\"busy\":" + busy + "," + sources
                                + ",\"at\":\"" + cloud.aws.now() + "\",\"boot\":\"0123456789abcdef\",\"seq\":" + seq
                                + ",\"beat_seconds\":15,\"ShutdownReady\":0}");
    }

    @Test
    void theReapersVariablesCountAndEveryDeploymentIsExplained() {
        Ran ran = cloud.run(Map.of("MAX_AGE_HR", "never", "KEEP_PREVIOUS", "1"), "explain");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("app v2", "active: takes new sessions", "app v1", "keep-previous: ")
                .contains("earliest  not while it is keep-previous", "latest    not while it is keep-previous");
        assertThat(cloud.run(Map.of("MAX_AGE_HR", "never"), "explain", "v1").out())
                .contains("latest    never without being ready (MAX_AGE_HR=never)");
    }

    @Test
    void anEmptyAnswerSaysWhereWasLookedAndWhereLeftoversAreFound() {
        for (String verb : List.of("status", "explain")) {
            Ran ran = cloud.run(verb, "--deployment-name", "shop");

            assertThat(ran.exit()).as(ran.err()).isZero();
            assertThat(ran.out())
                    .contains("no deployments of shop in prod; verify lists")
                    .doesNotContain("did you mean");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "explain"})
    void aMistypedNameIsAnsweredWithTheRightOne(String verb) {
        Ran ran = cloud.run(verb, "--deployment-name", "aap");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("no deployments of aap in prod", "; did you mean app?");
    }

    @Test
    void soIsOneGivenWithAnId() {
        Ran ran = cloud.run("explain", "v1", "--deployment-name", "aap");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no deployment 'v1', nor any other; did you mean app?");
    }

    @Test
    void aMistypedIdIsAnsweredWithTheRightOne() {
        cloud.deploy("app", "release-42");

        Ran ran = cloud.run("explain", "relaese-42");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no deployment 'relaese-42'; did you mean release-42? There are: app/");
    }

    @Test
    void anIdThatDoesNotExistIsBadUsageAndTheOthersAreNamed() {
        Ran ran = cloud.run("explain", "v3");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no deployment 'v3'; there are: app/v1, app/v2");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void theEarliestRetirementIsNeverLaterThanTheRetirement() throws IOException {
        List<Instant> promised = new ArrayList<>();
        int looks = 0;
        while (cloud.describe(V1.serviceName()).desiredCount() > 0) {
            assertThat(looks).isLessThan(20);
            JsonNode v1 = explained();
            looks++;
            if (v1.get("earliest_retirement").isNull()) {
                assertThat(v1.get("earliest_because").asText()).contains("cannot be told");
            } else {
                promised.add(Instant.parse(v1.get("earliest_retirement").asText()));
            }
            drained.reap();
            if (cloud.describe(V1.serviceName()).desiredCount() > 0) {
                drained.minute();
            }
        }
        Instant retired = cloud.aws.now();

        assertThat(looks).isGreaterThan(promised.size());
        assertThat(promised).hasSizeGreaterThan(2).allSatisfy(earliest -> assertThat(earliest)
                .isBeforeOrEqualTo(retired));
        JsonNode after = explained();
        assertThat(after.get("earliest_retirement").isNull()).isTrue();
        assertThat(after.get("latest_retirement").isNull()).isTrue();
        assertThat(cloud.run("explain", "v1").out()).contains("earliest  it is scaled to zero already");
    }

    private JsonNode explained() throws IOException {
        JsonNode deployments = new JsonMapper()
                .readTree(cloud.run("explain", "v1", "--output", "json").out())
                .get("deployments");
        assertThat(deployments).hasSize(1);
        assertThat(deployments.get(0).get("deployment_id").asText()).isEqualTo("v1");
        return deployments.get(0);
    }
}
