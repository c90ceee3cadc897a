package io.ecsdrain.inventory;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ShutdownReadyMetric;
import io.ecsdrain.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** A cluster with a load balancer on a loopback AWS, built over the wire like everything that is put into it. */
final class TestCluster implements AutoCloseable {

    static final String NAME = "prod";

    final LocalAws aws;
    final AwsClients clients;
    final String balancer;
    final String listener;
    private int priority = 1;

    TestCluster() {
        aws = LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:30Z")).start();
        clients = AwsClients.forTest(aws.endpoint(), "AKTEST");
        clients.ecs().createCluster(create -> create.clusterName(NAME));
        clients.ecs().registerTaskDefinition(register -> register.family("app")
                .networkMode(NetworkMode.AWSVPC)
                .containerDefinitions(ContainerDefinition.builder()
                        .name("app")
                        .image("app")
                        .portMappings(PortMapping.builder().containerPort(8080).build())
                        .build()));
        balancer = clients.elb()
                .createLoadBalancer(create -> create.name("front").subnets("subnet-a", "subnet-b"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        listener = clients.elb()
                .createListener(create -> create.loadBalancerArn(balancer)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(Action.builder()
                                .type(ActionTypeEnum.FIXED_RESPONSE)
                                .fixedResponseConfig(answer -> answer.statusCode("503"))
                                .build()))
                .listeners()
                .get(0)
                .listenerArn();
    }

    /** Target group, rule, service and parameter of one deployment, tagged as the deployer does it. */
    void deploy(DeploymentKey key, String state, int desired) {
        String group = targetGroup("tg-" + key.name() + "-" + key.id(), tags(key));
        rule(key, group);
        service(key.serviceName(), ecsTags(key, state), desired, List.of(group));
        parameter(key.stateParameter(), state);
    }

    String targetGroup(String name, Map<String, String> tags) {
        return clients.elb()
                .createTargetGroup(create -> {
                    create.name(name)
                            .protocol(ProtocolEnum.HTTP)
                            .port(80)
                            .vpcId("vpc-1")
                            .targetType(TargetTypeEnum.IP)
                            .healthCheckTimeoutSeconds(5);
                    if (!tags.isEmpty()) {
                        create.tags(elbTags(tags));
                    }
                })
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    String rule(DeploymentKey key, String group) {
        int place = priority++;
        return clients.elb()
                .createRule(create -> create.listenerArn(listener)
                        .priority(place)
                        .conditions(RuleCondition.builder()
                                .field("http-header")
                                .httpHeaderConfig(header ->
                                        header.httpHeaderName("x-deployment").values(key.id()))
                                .build())
                        .actions(Action.builder()
                                .type(ActionTypeEnum.FORWARD)
                                .targetGroupArn(group)
                                .build())
                        .tags(elbTags(tags(key))))
                .rules()
                .get(0)
                .ruleArn();
    }

    void service(String name, List<Tag> tags, int desired, List<String> groups) {
        clients.ecs()
                .createService(CreateServiceRequest.builder()
                        .cluster(NAME)
                        .serviceName(name)
                        .taskDefinition("app")
                        .desiredCount(desired)
                        .launchType(LaunchType.FARGATE)
                        .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a")))
                        .loadBalancers(groups.stream()
                                .map(group -> LoadBalancer.builder()
                                        .targetGroupArn(group)
                                        .containerName("app")
                                        .containerPort(8080)
                                        .build())
                                .toList())
                        .tags(tags)
                        .build());
    }

    void parameter(String name, String value) {
        clients.ssm()
                .putParameter(put ->
                        put.name(name).value(value).type(ParameterType.STRING).overwrite(true));
    }

    /** One value of ShutdownReady, as EMF would have brought it. */
    static MetricDatum said(DeploymentKey key, String taskId, Instant at, double value) {
        List<String> values = List.of(key.name(), key.id(), taskId);
        List<Dimension> dimensions = java.util.stream.IntStream.range(0, 3)
                .mapToObj(index -> Dimension.builder()
                        .name(ShutdownReadyMetric.DIMENSIONS.get(index))
                        .value(values.get(index))
                        .build())
                .toList();
        return MetricDatum.builder()
                .metricName(ShutdownReadyMetric.NAME)
                .dimensions(dimensions)
                .timestamp(at)
                .value(value)
                .build();
    }

    void put(List<MetricDatum> data) {
        clients.cloudWatch().putMetricData(put -> put.namespace(ShutdownReadyMetric.NAMESPACE)
                .metricData(data));
    }

    static List<Tag> ecsTags(DeploymentKey key, String state) {
        return List.of(
                Tag.builder().key("deployment_name").value(key.name()).build(),
                Tag.builder().key("deployment_id").value(key.id()).build(),
                Tag.builder().key("state").value(state).build());
    }

    static Map<String, String> tags(DeploymentKey key) {
        return Map.of("deployment_name", key.name(), "deployment_id", key.id(), "created_at", "2026-01-01T00:00:00Z");
    }

    private static List<software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag> elbTags(
            Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag.builder()
                        .key(tag.getKey())
                        .value(tag.getValue())
                        .build())
                .toList();
    }

    void settle() {
        aws.advance(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        clients.close();
        aws.close();
    }
}
