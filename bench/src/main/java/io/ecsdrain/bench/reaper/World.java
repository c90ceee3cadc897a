package io.ecsdrain.bench.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.LocalAwsBuilder;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import io.ecsdrain.localaws.wire.Fault;
import io.ecsdrain.localaws.wire.WireSwitches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
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

/** A cluster of a given shape on local-aws, built over the wire like any other. */
final class World implements AutoCloseable {

    static final String CLUSTER = "big";

    private static final Instant START = Instant.parse("2026-01-01T00:00:30Z");

    final LocalAws aws;
    private final AwsClients team;
    private final Shape shape;

    /** @param running whether time goes on by itself, which throttle buckets need that are to be refilled */
    World(Shape shape, boolean running) {
        this.shape = shape;
        LocalAwsBuilder builder = LocalAws.builder().clock(START);
        this.aws = (running ? builder.running() : builder).start();
        // The bound counts full pages.
        aws.switches().set(SsmSwitches.EMPTY_PAGE_EVERY, 0);
        this.team = AwsClients.forTest(aws.endpoint(), "AKTEAM");
        team.ecs().createCluster(create -> create.clusterName(CLUSTER));
        team.ecs().registerTaskDefinition(register -> register.family("app")
                .networkMode(NetworkMode.AWSVPC)
                .containerDefinitions(ContainerDefinition.builder()
                        .name("app")
                        .image("app")
                        .portMappings(PortMapping.builder().containerPort(8080).build())
                        .build()));
        String listener = null;
        for (int number = 0; number < shape.services(); number++) {
            listener = number % Shape.PER_LOAD_BALANCER == 0 ? listener(number) : listener;
            deploy(number, listener);
        }
        aws.advance(Duration.ofMinutes(2));
        aws.advance(Duration.ofMinutes(shape.ready() ? Words.MINUTES : 1));
        Words.say(shape, aws, team.cloudWatch());
    }

    /** From now on calls take their time and are throttled, as AWS would. */
    void asAws(Duration latency) {
        aws.faults().when(call -> true).then(new Fault.Delay(latency));
        aws.switches().set(WireSwitches.RATE_LIMITS, true);
    }

    private boolean drains(int number) {
        return number < shape.draining();
    }

    private DeploymentKey key(int number) {
        int name = drains(number) ? number % shape.active() : number - shape.draining();
        return new DeploymentKey("app" + name, (drains(number) ? "old" : "new") + number);
    }

    private String listener(int number) {
        String balancer = team.elb()
                .createLoadBalancer(create -> create.name("front" + number).subnets("subnet-a", "subnet-b"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        return team.elb()
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

    private void deploy(int number, String listener) {
        DeploymentKey key = key(number);
        String group = targetGroup(number, key);
        team.elb().createRule(create -> create.listenerArn(listener)
                .priority(number + 1)
                .conditions(RuleCondition.builder()
                        .field("http-header")
                        .httpHeaderConfig(
                                header -> header.httpHeaderName("x-deployment").values(key.id()))
                        .build())
                .actions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(group)
                        .build())
                .tags(elbTags(key)));
        String state = drains(number) ? "draining" : "active";
        team.ssm()
                .putParameter(put -> put.name(key.stateParameter()).value(state).type(ParameterType.STRING));
        team.ecs().createService(create -> create.cluster(CLUSTER)
                .serviceName(key.serviceName())
                .taskDefinition("app")
                .desiredCount(drains(number) ? shape.tasks() : 1)
                .launchType("FARGATE")
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a")))
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(group)
                        .containerName("app")
                        .containerPort(8080)
                        .build())
                .tags(ecsTags(key, state)));
    }

    private String targetGroup(int number, DeploymentKey key) {
        return team.elb()
                .createTargetGroup(create -> create.name("tg-" + number)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .vpcId("vpc-1")
                        .targetType(TargetTypeEnum.IP)
                        .healthCheckTimeoutSeconds(5)
                        .tags(elbTags(key)))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    private static List<Tag> ecsTags(DeploymentKey key, String state) {
        return Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.DEPLOYMENT_ID, key.id(), Tags.STATE, state)
                .entrySet()
                .stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static List<software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag> elbTags(DeploymentKey key) {
        return ecsTags(key, "").stream()
                .map(tag -> software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag.builder()
                        .key(tag.key())
                        .value(tag.value())
                        .build())
                .toList();
    }

    @Override
    public void close() {
        team.close();
        aws.close();
    }
}
