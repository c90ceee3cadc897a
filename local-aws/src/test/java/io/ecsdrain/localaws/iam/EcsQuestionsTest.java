package io.ecsdrain.localaws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.TestClients;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Tag;

/** What ECS and the scaling of its services ask, over the wire. */
class EcsQuestionsTest {

    private static final String ECS = "arn:aws:ecs:eu-west-1:123456789012:";
    private static final String ROLE = "arn:aws:iam::123456789012:role/";

    private final LocalAws aws =
            LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:00Z")).start();
    private final EcsClient ecs = TestClients.build(EcsClient.builder(), aws);

    @BeforeEach
    void cluster() {
        ecs.createCluster(create -> create.clusterName("prod"));
    }

    @AfterEach
    void close() {
        ecs.close();
        aws.close();
    }

    @Test
    void theFirstClusterBringsTheRoleOfEcsTheSecondDoesNot() {
        assertThat(asked())
                .containsExactly(
                        Authorization.of("ecs:CreateCluster", ECS + "cluster/prod"),
                        Authorization.of(
                                        "iam:CreateServiceLinkedRole",
                                        ROLE + "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS")
                                .with("iam:AWSServiceName", "ecs.amazonaws.com"));
        ecs.createCluster(create -> create.clusterName("other"));
        assertThat(asked()).extracting(Authorization::action).containsExactly("ecs:CreateCluster");
    }

    @Test
    void aTaskDefinitionIsAskedAboutWithItsTagsAndTheRolesThatItPasses() {
        register();
        String family = ECS + "task-definition/app:*";
        assertThat(asked())
                .containsExactly(
                        Authorization.of("ecs:RegisterTaskDefinition", family).bringing(Map.of("team", "x")),
                        Authorization.of("ecs:TagResource", family)
                                .with("ecs:CreateAction", "RegisterTaskDefinition")
                                .bringing(Map.of("team", "x")),
                        pass("app-task"),
                        pass("app-execution"));
    }

    @Test
    void aServiceIsAskedAboutByItsArnTheClusterTheDefinitionAndItsTags() {
        register();
        service(Map.of("deployment_name", "shop"));
        String service = ECS + "service/prod/svc-shop-a";
        assertThat(asked())
                .containsExactly(
                        Authorization.of("ecs:CreateService", service)
                                .with("ecs:cluster", ECS + "cluster/prod")
                                .with("ecs:task-definition", ECS + "task-definition/app:1")
                                .bringing(Map.of("deployment_name", "shop")),
                        Authorization.of("ecs:TagResource", service)
                                .with("ecs:CreateAction", "CreateService")
                                .bringing(Map.of("deployment_name", "shop")),
                        pass("app-task"),
                        pass("app-execution"));
    }

    @Test
    void theTagsOfAQuestionAreThoseFromBeforeTheCall() {
        register();
        service(Map.of("state", "active"));
        String arn = ECS + "service/prod/svc-shop-a";
        ecs.tagResource(tag -> tag.resourceArn(arn).tags(tag("state", "draining")));
        Authorization tag = Authorization.of("ecs:TagResource", arn);
        assertThat(asked())
                .containsExactly(tag.tagged(Map.of("state", "active")).bringing(Map.of("state", "draining")));
        ecs.updateService(update -> update.cluster("prod").service("svc-shop-a").desiredCount(0));
        assertThat(asked())
                .containsExactly(Authorization.of("ecs:UpdateService", arn)
                        .with("ecs:cluster", ECS + "cluster/prod")
                        .tagged(Map.of("state", "draining")));
        ecs.untagResource(untag -> untag.resourceArn(arn).tagKeys("state"));
        assertThat(asked())
                .containsExactly(Authorization.of("ecs:UntagResource", arn)
                        .tagged(Map.of("state", "draining"))
                        .tagKeys(List.of("state")));
    }

    @Test
    void listsAreAskedAboutOnTheirClusterAndTasksOneByOne() {
        register();
        service(Map.of());
        aws.advance(Duration.ofMinutes(1));
        List<String> tasks = ecs.listTasks(list -> list.cluster("prod")).taskArns();
        assertThat(asked())
                .containsExactly(Authorization.of("ecs:ListTasks", "*").with("ecs:cluster", ECS + "cluster/prod"));
        ecs.describeTasks(describe -> describe.cluster("prod").tasks(tasks));
        assertThat(tasks).hasSize(2);
        assertThat(asked()).extracting(Authorization::resource).containsExactlyElementsOf(tasks);
    }

    @Test
    void registeringAScalableTargetNeedsWhatItsScalingNeeds() {
        register();
        service(Map.of("deployment_name", "shop"));
        try (ApplicationAutoScalingClient scaling = TestClients.build(ApplicationAutoScalingClient.builder(), aws)) {
            scaling.registerScalableTarget(register -> register.serviceNamespace(ServiceNamespace.ECS)
                    .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                    .resourceId("service/prod/svc-shop-a")
                    .minCapacity(1)
                    .maxCapacity(4));
        }
        assertThat(asked())
                .extracting(Authorization::action)
                .containsExactly(
                        "application-autoscaling:RegisterScalableTarget",
                        "ecs:DescribeServices",
                        "ecs:UpdateService",
                        "cloudwatch:DescribeAlarms",
                        "cloudwatch:PutMetricAlarm",
                        "cloudwatch:DeleteAlarms",
                        "iam:CreateServiceLinkedRole");
        assertThat(asked().get(0).context()).containsEntry("application-autoscaling:service-namespace", List.of("ecs"));
        assertThat(asked().get(2).context()).containsEntry("aws:ResourceTag/deployment_name", List.of("shop"));
    }

    private void register() {
        ecs.registerTaskDefinition(register -> register.family("app")
                .networkMode(NetworkMode.AWSVPC)
                .taskRoleArn(ROLE + "app-task")
                .executionRoleArn("app-execution")
                .containerDefinitions(
                        ContainerDefinition.builder().name("app").image("app").build())
                .tags(tag("team", "x")));
    }

    private void service(Map<String, String> tags) {
        ecs.createService(CreateServiceRequest.builder()
                .cluster("prod")
                .serviceName("svc-shop-a")
                .taskDefinition("app")
                .desiredCount(2)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a")))
                .tags(tags.entrySet().stream()
                        .map(each -> tag(each.getKey(), each.getValue()))
                        .toList())
                .build());
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static Authorization pass(String role) {
        return Authorization.of("iam:PassRole", ROLE + role).with("iam:PassedToService", "ecs-tasks.amazonaws.com");
    }

    private List<Authorization> asked() {
        List<CallRecord> calls = aws.calls();
        return calls.get(calls.size() - 1).authorizations();
    }
}
