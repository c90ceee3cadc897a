package io.ecsdrain.localaws.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.TestClients;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.links.TaskMode;
import io.ecsdrain.localaws.logs.Logs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Real processes behind the real load balancer, in real time. */
class ProcessTasksOverTheWireTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalAws aws = LocalAws.builder().tasks(TaskMode.PROCESS).start();
    private final EcsClient ecs = TestClients.build(EcsClient.builder(), aws);
    private final ElasticLoadBalancingV2Client elb = TestClients.build(ElasticLoadBalancingV2Client.builder(), aws);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        ecs.close();
        elb.close();
        aws.close();
    }

    @Test
    void twoProcessesServeThroughTheListenerAndEndInGoodOrderWhenScaledToZero() {
        String group = targetGroup();
        String listener = listener(group);
        ecs.createCluster(create -> create.clusterName("c"));
        ecs.registerTaskDefinition(
                register -> register.family("f").networkMode(NetworkMode.AWSVPC).containerDefinitions(container()));
        ecs.createService(create -> create.cluster("c")
                .serviceName("s")
                .taskDefinition("f")
                .desiredCount(2)
                .healthCheckGracePeriodSeconds(60)
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(group)
                        .containerName("app")
                        .containerPort(8080)
                        .build())
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("s-1"))));

        URI address = aws.elb().listenerAddress(listener).orElseThrow();
        Set<String> ports = new TreeSet<>();
        await().atMost(PATIENCE).until(() -> {
            ports.add(get(address));
            ports.removeIf(each -> !each.matches("port [0-9]+"));
            return ports.size() == 2;
        });

        ecs.updateService(update -> update.cluster("c").service("s").desiredCount(0));
        await().atMost(PATIENCE)
                .until(() ->
                        aws.ecs().tasks().stream().map(TaskView::lastStatus).allMatch("STOPPED"::equals));
        // The readers may still be at the last line of a process that has ended.
        await().untilAsserted(() -> assertThat(aws.ecs().tasks()).allSatisfy(task -> {
            assertThat(task.containers().get(0).exitCode()).isEqualTo(143);
            assertThat(aws.logs().lines("g", "p/app/" + task.id()))
                    .extracting(Logs.Line::text)
                    .containsExactly("listening", "told to end");
        }));
    }

    private String get(URI address) throws Exception {
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    private static ContainerDefinition container() {
        String java = ProcessHandle.current().info().command().orElse("java");
        return ContainerDefinition.builder()
                .name("app")
                .image("app:1")
                .stopTimeout(60)
                .entryPoint(java, "-Xmx32m", "-XX:TieredStopAtLevel=1", "-cp", "target/test-classes")
                .command(SmallServer.class.getName(), "{{port:8080}}", "port {{port:8080}}")
                .portMappings(PortMapping.builder().containerPort(8080).build())
                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                        .options(Map.of("awslogs-group", "g", "awslogs-stream-prefix", "p")))
                .build();
    }

    private String targetGroup() {
        String group = elb.createTargetGroup(create -> create.name("g")
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId("vpc-1")
                        .healthCheckIntervalSeconds(5)
                        .healthCheckTimeoutSeconds(2)
                        .healthyThresholdCount(2)
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        TargetGroupAttribute delay = TargetGroupAttribute.builder()
                .key("deregistration_delay.timeout_seconds")
                .value("1")
                .build();
        elb.modifyTargetGroupAttributes(modify -> modify.targetGroupArn(group).attributes(List.of(delay)));
        return group;
    }

    private String listener(String group) {
        String balancer = elb.createLoadBalancer(create -> create.name("lb").subnets("s-1", "s-2"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        Action forward = Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn(group)
                .build();
        return elb.createListener(create -> create.loadBalancerArn(balancer)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(forward))
                .listeners()
                .get(0)
                .listenerArn();
    }
}
