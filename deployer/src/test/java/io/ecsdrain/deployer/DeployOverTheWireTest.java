package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.TestCloud.Ran;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

class DeployOverTheWireTest {

    @TempDir
    private Path files;

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aDeploymentBecomesLiveAndTheNextOneDrainsIt() {
        Ran first = cloud.deploy("app", "v1", "--affinity", "cookie:deployment");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-v1"));
        assertThat(cloud.value("/apps/app/live")).contains("v1");

        Ran second = cloud.deploy("app", "v2", "--affinity", "cookie:deployment");

        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(cloud.value("/apps/app/live")).contains("v2");
        assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-v2"));
        assertThat(cloud.state("app", "v1")).contains("draining");
        assertThat(cloud.state("app", "v2")).contains("active");
        assertThat(cloud.tags("svc-app-v1")).containsEntry("state", "draining");
        assertThat(cloud.tags("svc-app-v2")).containsEntry("state", "active").containsKey("created_at");
        assertThat(cloud.describe("svc-app-v2").availabilityZoneRebalancing())
                .isEqualTo(AvailabilityZoneRebalancing.DISABLED);
        assertThat(cloud.run("verify").exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "header:X-Deployment", "query:deployment", "cookie:deployment"})
    void everyKindOfAffinityIsAcceptedByAws(String affinity) {
        Ran ran = affinity.isEmpty() ? cloud.deploy("app", "v1") : cloud.deploy("app", "v1", "--affinity", affinity);

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(cloud.team
                        .elb()
                        .describeRules(describe -> describe.listenerArn(cloud.listener))
                        .rules())
                .filteredOn(rule -> !rule.isDefault())
                .singleElement()
                .satisfies(rule -> assertThat(rule.priority()).isEqualTo("1000"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void afterACrashAnywhereTheSameIdContinues(int survived) {
        cloud.deploy("app", "v1");
        cloud.aws.faults().crash(TestCloud.DEPLOYER, survived);
        assertThat(cloud.deploy("app", "v2").exit()).isEqualTo(1);
        cloud.aws.faults().clear();

        Ran again = cloud.deploy("app", "v2");

        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-v2"));
        assertThat(cloud.state("app", "v1")).contains("draining");
        assertThat(cloud.state("app", "v2")).contains("active");
        assertThat(cloud.team.elb().describeTargetGroups(all -> {}).targetGroups())
                .hasSize(2);
        assertThat(cloud.team
                        .elb()
                        .describeRules(describe -> describe.listenerArn(cloud.listener))
                        .rules())
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "elasticloadbalancing CreateTargetGroup",
                "elasticloadbalancing CreateRule",
                "ecs CreateService",
                "ssm PutParameter"
            })
    void aLostAnswerMakesNothingTwice(String call) {
        String[] parts = call.split(" ");
        cloud.aws.faults().on(parts[0], parts[1]).times(1).then(new Fault.LoseAnswer());

        Ran ran = cloud.deploy("app", "v1");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(cloud.team.elb().describeTargetGroups(all -> {}).targetGroups())
                .hasSize(1);
        assertThat(cloud.team
                        .elb()
                        .describeRules(describe -> describe.listenerArn(cloud.listener))
                        .rules())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"80, http://127.0.0.1/", "8080, http://127.0.0.1:8080/"})
    void itSaysWhereTheListenerAnswers(int port, String url) {
        String listener = port == 80 ? cloud.listener : cloud.fixture.listener(cloud.balancer, port);

        assertThat(cloud.deploy("app", "v1", "--listener", listener).out()).contains("it answers at " + url);
        assertThat(cloud.deploy("app", "v1", "--listener", listener, "--output", "json")
                        .out())
                .contains("\"url\" : \"" + url + "\"");
    }

    @Test
    void withoutHealthyTargetsItGivesUpSaysWhatItLeftAndDeletesNothing() {
        cloud.deploy("app", "v1");
        String before = cloud.defaultGroup().orElseThrow();
        cloud.aws
                .faults()
                .on("elasticloadbalancing", "DescribeTargetHealth")
                .then(new Fault.Refuse(AwsError.badRequest("AccessDenied", "not you")));

        Ran ran = cloud.deploy("app", "v2", "--timeout", "10s", "--output", "json");

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.out()).contains("\"exit\" : 5", "svc-app-v2", "v1 stays live");
        assertThat(cloud.defaultGroup()).contains(before);
        assertThat(cloud.state("app", "v2")).isEmpty();
        assertThat(cloud.tags("svc-app-v2")).containsEntry("state", "deploying");
        cloud.aws.faults().clear();
        assertThat(cloud.deploy("app", "v2").exit()).isZero();
    }

    @Test
    void aTaskDefinitionFromAFileIsRegisteredWithTheDeploymentInEveryContainer() throws IOException {
        Path file = Files.writeString(files.resolve("td.json"), """
                {"family": "app", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
                 "memory": "512", "executionRoleArn": "arn:aws:iam::123456789012:role/execution",
                 "containerDefinitions": [
                  {"name": "app", "image": "app:2", "portMappings": [{"containerPort": 8080}],
                   "environment": [{"name": "A", "value": "b"}]},
                  {"name": "other", "image": "other:1", "essential": false}]}
                """);

        Ran ran = cloud.deploy("app", "v1", "--task-definition", file.toString());

        assertThat(ran.exit()).as(ran.err()).isZero();
        String used = cloud.describe("svc-app-v1").taskDefinition();
        assertThat(cloud.team
                        .ecs()
                        .describeTaskDefinition(describe -> describe.taskDefinition(used))
                        .taskDefinition()
                        .containerDefinitions())
                .allSatisfy(container -> assertThat(container.environment())
                        .extracting(KeyValuePair::name, KeyValuePair::value)
                        .contains(
                                org.assertj.core.groups.Tuple.tuple("DEPLOYMENT_NAME", "app"),
                                org.assertj.core.groups.Tuple.tuple("DEPLOYMENT_ID", "v1"),
                                org.assertj.core.groups.Tuple.tuple("DRAIN_PARAM", "/apps/app/v1/state")));
    }

    @Test
    void aFileThatAwsWouldMisunderstandIsBadUsageBeforeTheFirstWrite() throws IOException {
        Path file = Files.writeString(files.resolve("td.json"), """
                {"family": "app", "networkMode": "awsvpc", "CPU": "256", "containerDefinitions": [
                  {"name": "app", "image": 7, "portMappings": [{"containerPort": 8080, "hostport": 1}]}]}
                """);

        Ran ran = cloud.deploy("app", "v1", "--task-definition", file.toString());

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .contains("unknown member /CPU")
                .contains("/containerDefinitions/0/image must be a string, but is 7")
                .contains("unknown member /containerDefinitions/0/portMappings/0/hostport");
        assertThat(cloud.writesSince(0)).isEmpty();
    }

    @Test
    void aMapWhereAListBelongsIsNamed() throws IOException {
        Path file = Files.writeString(files.resolve("td.json"), """
                {"family": "app", "networkMode": "awsvpc", "containerDefinitions": [
                  {"name": "app", "image": "a", "environment": {"A": "b"}, "portMappings": [{"containerPort": 8080}]}]}
                """);

        Ran ran = cloud.deploy("app", "v1", "--task-definition", file.toString());

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("/containerDefinitions/0/environment must be a list, but is");
    }

    @Test
    void whatAFlagNamesMustExist() {
        assertThat(cloud.deploy("app", "v1", "--task-definition", "nothing:7").exit())
                .isEqualTo(2);
        assertThat(cloud.deploy("app", "v1", "--container", "none").exit()).isEqualTo(2);
        assertThat(cloud.deploy(
                                "app",
                                "v1",
                                "--listener",
                                cloud.listener.replaceAll("[0-9a-f]{16}$", "0123456789abcdef"))
                        .exit())
                .isEqualTo(2);
        assertThat(cloud.writesSince(0)).isEmpty();
    }
}
