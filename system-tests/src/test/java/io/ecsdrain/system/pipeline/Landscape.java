package io.ecsdrain.system.pipeline;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.TaskIds;
import io.ecsdrain.inventory.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** A cluster with a load balancer, what a team puts there. */
final class Landscape implements AutoCloseable {

    static final String CLUSTER = "prod";

    final LocalAws aws =
            LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:30Z")).start();
    final AwsClients team = AwsClients.forTest(aws.endpoint(), "AKTEAM");
    private final Map<DeploymentKey, String> groups = new HashMap<>();
    private final String balancer;
    private int rules;

    Landscape() {
        team.ecs().createCluster(create -> create.clusterName(CLUSTER));
        team.ecs().registerTaskDefinition(register -> register.family("app")
                .networkMode(NetworkMode.AWSVPC)
                .containerDefinitions(ContainerDefinition.builder()
                        .name("app")
                        .image("app")
                        .portMappings(PortMapping.builder().containerPort(8080).build())
                        .build()));
        balancer = team.elb()
                .createLoadBalancer(create -> create.name("front").subnets("subnet-a", "subnet-b"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
    }

    /** A listener of the one load balancer, behind which nobody serves yet. */
    String listener(int port) {
        Action nobody = Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(answer -> answer.statusCode("503"))
                .build();
        return team.elb()
                .createListener(create -> create.loadBalancerArn(balancer)
                        .protocol(ProtocolEnum.HTTP)
                        .port(port)
                        .defaultActions(nobody))
                .listeners()
                .get(0)
                .listenerArn();
    }

    /** Target group, rule and service as the deployer makes and tags them; the state parameter is the caller's to write. */
    void create(DeploymentKey key, String listener, TagState state, int desired) {
        String group = team.elb()
                .createTargetGroup(create -> create.name("tg-" + key.name() + "-" + key.id())
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .vpcId("vpc-1")
                        .targetType(TargetTypeEnum.IP)
                        .healthCheckTimeoutSeconds(5)
                        .tags(Marked.route(key, aws.now())))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        groups.put(key, group);
        int place = ++rules;
        team.elb().createRule(create -> create.listenerArn(listener)
                .priority(place)
                .conditions(RuleCondition.builder()
                        .field("http-header")
                        .httpHeaderConfig(
                                header -> header.httpHeaderName("x-deployment").values(key.id()))
                        .build())
                .actions(forward(group))
                .tags(Marked.route(key, aws.now())));
        team.ecs()
                .createService(CreateServiceRequest.builder()
                        .cluster(CLUSTER)
                        .serviceName(key.serviceName())
                        .taskDefinition("app")
                        .desiredCount(desired)
                        .launchType(LaunchType.FARGATE)
                        .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a")))
                        .loadBalancers(LoadBalancer.builder()
                                .targetGroupArn(group)
                                .containerName("app")
                                .containerPort(8080)
                                .build())
                        .tags(Marked.service(key, state))
                        .build());
    }

    /** Lets auto scaling at the service of {@code key}. */
    void scalable(DeploymentKey key) {
        team.scaling().registerScalableTarget(register -> register.serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId("service/" + CLUSTER + "/" + key.serviceName())
                .minCapacity(1)
                .maxCapacity(4));
    }

    void parameter(String name, String value) {
        team.ssm()
                .putParameter(put ->
                        put.name(name).value(value).type(ParameterType.STRING).overwrite(true));
    }

    void pointDefault(String listener, DeploymentKey key) {
        team.elb().modifyListener(modify -> modify.listenerArn(listener).defaultActions(forward(groups.get(key))));
    }

    /** What was created here, whether it still is there or not. */
    Set<DeploymentKey> created() {
        return groups.keySet();
    }

    /** Ids of the tasks that are meant to run, every page, in the order of the list; none once the service is gone. */
    List<String> tasks(DeploymentKey key) {
        if (!"ACTIVE".equals(service(key).status())) {
            return List.of();
        }
        return team
                .ecs()
                .listTasksPaginator(list -> list.cluster(CLUSTER).serviceName(key.serviceName()))
                .taskArns()
                .stream()
                .map(TaskIds::fromArn)
                .toList();
    }

    Service service(DeploymentKey key) {
        return team.ecs()
                .describeServices(describe -> describe.cluster(CLUSTER).services(key.serviceName()))
                .services()
                .get(0);
    }

    void minute() {
        aws.advance(Duration.ofMinutes(1));
    }

    private static Action forward(String group) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn(group)
                .build();
    }

    @Override
    public void close() {
        team.close();
        aws.close();
    }
}
