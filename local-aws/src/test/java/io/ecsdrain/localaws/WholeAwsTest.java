package io.ecsdrain.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.localaws.links.TaskMode;
import io.ecsdrain.localaws.logs.Logs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

@DisplayName("All services together, each by its own SDK client")
class WholeAwsTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void aServiceBehindAListenerBecomesHealthyScalesAndGoes() {
        try (LocalAws aws = LocalAws.builder().clock(START).start();
                EcsClient ecs = TestClients.build(EcsClient.builder(), aws);
                ElasticLoadBalancingV2Client elb = TestClients.build(ElasticLoadBalancingV2Client.builder(), aws);
                ApplicationAutoScalingClient scaling = TestClients.build(ApplicationAutoScalingClient.builder(), aws)) {
            String group = attachedGroup(elb);
            ecs.createCluster(create -> create.clusterName("c"));
            ecs.registerTaskDefinition(register -> register.family("app")
                    .networkMode(NetworkMode.AWSVPC)
                    .containerDefinitions(ContainerDefinition.builder()
                            .name("app")
                            .image("app:1")
                            .portMappings(
                                    PortMapping.builder().containerPort(8080).build())
                            .build()));
            ecs.createService(create -> create.cluster("c")
                    .serviceName("s")
                    .taskDefinition("app")
                    .desiredCount(2)
                    .loadBalancers(LoadBalancer.builder()
                            .targetGroupArn(group)
                            .containerName("app")
                            .containerPort(8080)
                            .build())
                    .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-1"))));
            aws.advance(Duration.ofMinutes(3));

            assertThat(service(ecs).runningCount()).isEqualTo(2);
            assertThat(health(elb, group)).containsExactly("healthy", "healthy");
            scaling.registerScalableTarget(register -> register.serviceNamespace(ServiceNamespace.ECS)
                    .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                    .resourceId("service/c/s")
                    .minCapacity(1)
                    .maxCapacity(5));

            ecs.updateService(update -> update.cluster("c").service("s").desiredCount(0));
            aws.advance(Duration.ofMinutes(10));
            assertThat(service(ecs).runningCount()).isZero();
            ecs.deleteService(delete -> delete.cluster("c").service("s"));
            assertThat(ecs.listServices(list -> list.cluster("c")).serviceArns())
                    .isEmpty();
            assertThat(aws.calls())
                    .extracting(call -> call.service() + ":" + call.operation())
                    .contains(
                            "ecs:CreateService",
                            "elasticloadbalancing:CreateListener",
                            "application-autoscaling:RegisterScalableTarget");
            assertThat(aws.calls()).allSatisfy(call -> {
                assertThat(call.accessKey()).isEqualTo(TestClients.ROLE);
                assertThat(call.errorCode()).isNull();
            });
        }
    }

    private static String attachedGroup(ElasticLoadBalancingV2Client elb) {
        String balancer = elb.createLoadBalancer(create -> create.name("lb").subnets("subnet-1", "subnet-2"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        String group = elb.createTargetGroup(create -> create.name("g")
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId("vpc-1")
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        elb.createListener(create -> create.loadBalancerArn(balancer)
                .protocol(ProtocolEnum.HTTP)
                .port(80)
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(group)
                        .build()));
        return group;
    }

    private static Service service(EcsClient ecs) {
        return ecs.describeServices(describe -> describe.cluster("c").services("s"))
                .services()
                .get(0);
    }

    private static List<String> health(ElasticLoadBalancingV2Client elb, String group) {
        return elb.describeTargetHealth(describe -> describe.targetGroupArn(group)).targetHealthDescriptions().stream()
                .map(each -> each.targetHealth().stateAsString())
                .toList();
    }

    @Test
    void aMetricLineThatAProcessWritesCanBeQueried() {
        String script = "echo starting; while :; do echo "
                + "\"{\\\"_aws\\\":{\\\"Timestamp\\\":$(date +%s)000,\\\"CloudWatchMetrics\\\":[{\\\"Namespace\\\":\\\"App/Test\\\","
                + "\\\"Dimensions\\\":[[\\\"d\\\"]],\\\"Metrics\\\":[{\\\"Name\\\":\\\"Ready\\\"}]}]},\\\"d\\\":\\\"shop\\\",\\\"Ready\\\":1}\";"
                + " sleep 0.2; done";
        try (LocalAws aws = LocalAws.builder().tasks(TaskMode.PROCESS).start();
                EcsClient ecs = TestClients.build(EcsClient.builder(), aws);
                CloudWatchClient cloudWatch = TestClients.cloudWatch(aws)) {
            ecs.createCluster(create -> create.clusterName("c"));
            ecs.registerTaskDefinition(register -> register.family("app")
                    .networkMode(NetworkMode.AWSVPC)
                    .containerDefinitions(ContainerDefinition.builder()
                            .name("app")
                            .image("app:1")
                            .command("sh", "-c", script)
                            .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                                    .options(Map.of(
                                            "awslogs-group", "g",
                                            "awslogs-region", "eu-west-1",
                                            "awslogs-stream-prefix", "p")))
                            .build()));
            ecs.createService(create -> create.cluster("c")
                    .serviceName("s")
                    .taskDefinition("app")
                    .desiredCount(1)
                    .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-1"))));

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !values(aws, cloudWatch).isEmpty());
            assertThat(values(aws, cloudWatch)).allMatch(value -> value == 1.0);
            String stream = aws.logs().streams("g").iterator().next();
            assertThat(stream).startsWith("p/app/");
            assertThat(aws.logs().lines("g", stream).get(0).text()).isEqualTo("starting");
            assertThat(aws.logs().broken()).extracting(Logs.Broken::reason).isEmpty();
        }
    }

    private static List<Double> values(LocalAws aws, CloudWatchClient cloudWatch) {
        return cloudWatch
                .getMetricStatistics(get -> get.namespace("App/Test")
                        .metricName("Ready")
                        .dimensions(dimension("d", "shop"))
                        .startTime(aws.now().minusSeconds(120))
                        .endTime(aws.now().plusSeconds(60))
                        .period(60)
                        .statistics(Statistic.MINIMUM))
                .datapoints()
                .stream()
                .map(point -> point.minimum())
                .toList();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
