package io.ecsdrain.system.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.localaws.wire.Fault;
import io.ecsdrain.system.lambda.RuntimeApi.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The packaged reaper in AWS's own runtime: what it answers, what it logs, and what it calls. */
@NeedsReaperJar
class ReaperOnLambdaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");
    private static final String SERVICE = "arn:aws:ecs:eu-west-1:123456789012:service/prod/" + KEY.serviceName();
    private static final String REAPER = "AKREAPER";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration NEARLY_NONE = Duration.ofSeconds(18);
    /** For longer than a client waits for an attempt. */
    private static final Fault NEVER = new Fault.Delay(Duration.ofSeconds(12));

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private LocalAws aws;
    private RuntimeApi api;

    @BeforeEach
    void aClusterWithADrainingDeployment() throws Exception {
        aws = LocalAws.builder().start();
        api = new RuntimeApi();
        try (AwsClients team = AwsClients.forTest(aws.endpoint(), "AKTEAM")) {
            team.ecs().createCluster(create -> create.clusterName("prod"));
            team.ecs().registerTaskDefinition(register -> register.family("app")
                    .networkMode(NetworkMode.AWSVPC)
                    .containerDefinitions(ContainerDefinition.builder()
                            .name("app")
                            .image("app")
                            .build()));
            team.ecs().createService(create -> create.cluster("prod")
                    .serviceName(KEY.serviceName())
                    .taskDefinition("app")
                    .desiredCount(1)
                    .launchType(LaunchType.FARGATE)
                    .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a")))
                    .tags(tag(Tags.DEPLOYMENT_NAME, KEY.name()), tag(Tags.DEPLOYMENT_ID, KEY.id())));
            team.ssm()
                    .putParameter(put ->
                            put.name(KEY.stateParameter()).value("draining").type(ParameterType.STRING));
        }
        variables.putAll(Map.of(
                "CLUSTER", "prod",
                "AWS_REGION", "eu-west-1",
                "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", REAPER,
                "AWS_SECRET_ACCESS_KEY", "local",
                "AWS_EC2_METADATA_DISABLED", "true"));
    }

    @AfterEach
    void stop() {
        api.close();
        aws.close();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private List<String> calls() {
        return aws.calls().stream()
                .filter(call -> call.accessKey().equals(REAPER))
                .map(CallRecord::operation)
                .toList();
    }

    private JsonNode run(String event, Duration time) throws Exception {
        Answer answer = api.invoke(event, time);
        assertThat(answer.kind()).as(answer.body()).isEqualTo("response");
        return JSON.readTree(answer.body());
    }

    @Test
    void oneInstanceServesTicksEventsFailuresAndInvocationsWithLittleTime() throws Exception {
        try (LambdaProcess lambda = new LambdaProcess(folder, api, false, variables)) {
            api.awaitReady();
            assertThat(calls()).as("loading it makes no call").isEmpty();

            Answer hurried = api.invoke("{}", Duration.ofSeconds(12));
            assertThat(hurried.kind()).isEqualTo("error");
            assertThat(lambda.log()).contains("nothing was decided: the time was up before everything was read");
            assertThat(calls()).as("what is begun may not be ended").isEmpty();

            JsonNode first = run("{\"source\":\"aws.scheduler\"}", MINUTE);
            assertThat(first.path("left")).isEmpty();
            assertThat(first.at("/decisions/0/reason").asText()).isEqualTo("too-young");
            assertThat(calls()).contains("TagResource");
            assertThat(lambda.log())
                    .contains("too-young", "{\"_aws\":{\"Timestamp\":", "\"deployment_name\":\"app\",\"Draining\":1");

            int before = calls().size();
            JsonNode event = run("""
                    {"source":"aws.ecs","detail-type":"ECS Task State Change","detail":{"lastStatus":"STOPPED",
                     "clusterArn":"arn:aws:ecs:eu-west-1:123456789012:cluster/prod","group":"service:svc-app-v1"}}""", MINUTE);
            assertThat(event.path("only").asText()).isEqualTo("svc-app-v1");
            assertThat(calls().subList(before, calls().size())).containsExactly("DescribeServices");

            aws.faults().on("ecs", "ListServices").times(4).then(Fault.serverError());
            Answer failed = api.invoke("{}", MINUTE);
            assertThat(failed.kind()).isEqualTo("error");
            assertThat(failed.body()).contains("the run had failures", "IllegalStateException");
            assertThat(lambda.log()).contains("could not be observed, so nothing was decided");

            assertThat(run("{}", MINUTE).at("/summary/too-young").asInt()).isEqualTo(1);
        }
    }

    @Test
    void whatDoesNotAnswerDoesNotKeepItFromReportingBeforeItsTimeIsOver() throws Exception {
        try (LambdaProcess lambda = new LambdaProcess(folder, api, false, variables)) {
            api.awaitReady();
            run("{}", MINUTE);

            aws.faults().on("ecs", "ListServices").then(NEVER);
            Answer blind = api.invoke("{}", NEARLY_NONE);
            assertThat(blind.kind()).as(blind.body()).isEqualTo("error");
            assertThat(lambda.log()).contains("could not be observed, so nothing was decided");
            aws.faults().clear();

            try (AwsClients team = AwsClients.forTest(aws.endpoint(), "AKTEAM")) {
                team.ecs().untagResource(untag -> untag.resourceArn(SERVICE).tagKeys(Tags.DRAIN_STARTED_AT));
            }
            aws.faults().on("ecs", "TagResource").then(NEVER);
            Answer stuck = api.invoke("{}", NEARLY_NONE);
            assertThat(stuck.kind()).as(stuck.body()).isEqualTo("error");
            assertThat(lambda.log())
                    .containsPattern("note that it has drained since \\S+: Failed \\(ApiCallTimeoutException");
            aws.faults().clear();
        }
    }

    /** Lambda kills an instance at its time limit, or out of memory, and asks it for no report any more. */
    @Test
    void anInstanceThatIsKilledHasSaidWhatItWasAboutToDo() throws Exception {
        aws.faults().on("ecs", "TagResource").then(NEVER);
        try (LambdaProcess lambda = new LambdaProcess(folder, api, false, variables)) {
            api.awaitReady();
            api.begin("{}", MINUTE);
            Awaitility.await().atMost(MINUTE).until(() -> lambda.log().contains("app/v1 too-young: its service is"));
            assertThat(lambda.log()).doesNotContain("note that it has drained");
        }
        aws.faults().clear();
    }

    @Test
    void underSnapStartNothingIsCalledBeforeTheSnapshotAndAllWorksAfterIt() throws Exception {
        try (LambdaProcess lambda = new LambdaProcess(folder, api, true, variables)) {
            api.awaitSnapshot();
            api.awaitReady();
            assertThat(calls()).isEmpty();
            assertThat(run("{}", MINUTE).path("cluster").asText()).isEqualTo("prod");
            assertThat(lambda.log()).contains("too-young");
        }
    }

    @Test
    void aWrongConfigurationFailsTheInvocationNamesAllOfItAndMakesNoCall() throws Exception {
        variables.put("PERIOD", "61");
        variables.put("MAX_AGE_HR", "soon");
        try (LambdaProcess lambda = new LambdaProcess(folder, api, false, variables)) {
            Answer answer = api.invoke("{}", MINUTE);
            assertThat(answer.kind()).isEqualTo("error");
            assertThat(answer.body()).contains("PERIOD", "MAX_AGE_HR", "ConfigurationException");
            assertThat(calls()).isEmpty();
            // The runtime answers before it logs.
            Awaitility.await().atMost(MINUTE).untilAsserted(() -> assertThat(lambda.log())
                    .contains("PERIOD"));
        }
    }
}
