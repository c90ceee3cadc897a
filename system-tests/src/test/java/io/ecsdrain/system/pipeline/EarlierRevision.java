package io.ecsdrain.system.pipeline;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.fixture.SdkClients;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * Deployments in the form in which an earlier revision's deployer made them, and in which its reaper left them at zero.
 */
final class EarlierRevision {

    private static final String DELAY = "deregistration_delay.timeout_seconds";

    private final LocalAws aws;
    private final SdkClients team;
    private final Recorded recorded;
    private int rules;

    EarlierRevision(LocalAws aws, SdkClients team, Recorded recorded) {
        this.aws = aws;
        this.team = team;
        this.recorded = recorded;
        // It wrote four values into one condition. AWS took them, or there would be no such rule.
        aws.switches().set(ElbSwitches.VALUES_PER_CONDITION, 5);
    }

    /** @return the target group's ARN */
    String deploy(DeploymentKey key, String listener, String affinity, String state) {
        Map<String, String> blanks = Map.of("<created>", aws.now().toString(), "<state>", state);
        String group = group(key, recorded.tags("route tags", key, blanks));
        team.elb().createRule(create -> create.listenerArn(listener)
                .priority(++rules)
                .conditions(recorded.conditions(affinity, key))
                .actions(ClusterFixture.forward(group))
                .tags(Tagging.elb(recorded.tags("route tags", key, blanks))));
        team.ecs().createService(create -> create.cluster(LocalCluster.NAME)
                .availabilityZoneRebalancing(AvailabilityZoneRebalancing.DISABLED)
                .serviceName(key.serviceName())
                .taskDefinition(ClusterFixture.APP)
                .desiredCount(2)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a")))
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(group)
                        .containerName(ClusterFixture.APP)
                        .containerPort(ClusterFixture.CONTAINER_PORT)
                        .build())
                .tags(Tagging.ecs(recorded.tags("service tags", key, blanks))));
        parameter(key, state);
        return group;
    }

    private String group(DeploymentKey key, Map<String, String> tags) {
        return team.elb()
                .createTargetGroup(create -> create.name("tg-" + key.name() + "-" + key.id())
                        .protocol("HTTP")
                        .port(80)
                        .vpcId("vpc-1")
                        .targetType("ip")
                        .tags(Tagging.elb(tags)))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    private void parameter(DeploymentKey key, String state) {
        team.ssm().putParameter(put -> put.name(key.stateParameter())
                .type(ParameterType.STRING)
                .value(state)
                .tags(recorded.tags("parameter tags", key, Map.of()).entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList()));
    }

    /**
     * What its reaper did to one that drained, up to desired count 0: parked, noted, suspended. It has a scalable
     * target.
     */
    void scaleToZero(DeploymentKey key, String listener, String group) {
        Parameter state = team.ssm()
                .getParameters(get -> get.names(key.stateParameter()))
                .parameters()
                .get(0);
        Instant drained = state.lastModifiedDate();
        Map<String, String> blanks = Map.of(
                "<version>", state.version().toString(),
                "<drained>", drained.toString(),
                "<parked>", aws.now().toString());
        List<RuleCondition> parked = new ArrayList<>(conditions(listener, group));
        parked.add(RuleCondition.builder()
                .field("source-ip")
                .sourceIpConfig(ip -> ip.values("192.0.2.1/32"))
                .build());
        String rule = rule(listener, group).ruleArn();
        team.elb().modifyRule(modify -> modify.ruleArn(rule).conditions(parked));
        team.elb().addTags(add -> add.resourceArns(rule)
                .tags(Tagging.elb(recorded.tags("marks at zero/rule", key, blanks))));
        team.elb().addTags(add -> add.resourceArns(group)
                .tags(Tagging.elb(recorded.tags("marks at zero/target group", key, blanks))));
        team.elb().modifyTargetGroupAttributes(modify -> modify.targetGroupArn(group)
                .attributes(
                        TargetGroupAttribute.builder().key(DELAY).value("10").build()));
        team.scaling().registerScalableTarget(register -> register.serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId("service/" + LocalCluster.NAME + "/" + key.serviceName())
                .minCapacity(1)
                .maxCapacity(4)
                .suspendedState(suspended -> suspended
                        .dynamicScalingInSuspended(true)
                        .dynamicScalingOutSuspended(true)
                        .scheduledScalingSuspended(true)));
        String service = team.ecs()
                .describeServices(
                        describe -> describe.cluster(LocalCluster.NAME).services(key.serviceName()))
                .services()
                .get(0)
                .serviceArn();
        team.ecs().tagResource(tag -> tag.resourceArn(service)
                .tags(Tagging.ecs(recorded.tags("marks at zero/service", key, blanks))));
        team.ecs().updateService(update -> update.cluster(LocalCluster.NAME)
                .service(key.serviceName())
                .desiredCount(0));
    }

    /** As AWS describes them now, without what DescribeRules shows a second time. */
    List<RuleCondition> conditions(String listener, String group) {
        return rule(listener, group).conditions().stream()
                .map(condition ->
                        condition.toBuilder().values((List<String>) null).build())
                .toList();
    }

    private Rule rule(String listener, String group) {
        return team.elb().describeRules(describe -> describe.listenerArn(listener)).rules().stream()
                .filter(rule -> !rule.isDefault()
                        && rule.actions().stream().anyMatch(action -> group.equals(action.targetGroupArn())))
                .findFirst()
                .orElseThrow();
    }

    /** Maps as the tags of either API. */
    private static final class Tagging {

        static List<software.amazon.awssdk.services.ecs.model.Tag> ecs(Map<String, String> tags) {
            return tags.entrySet().stream()
                    .map(tag -> software.amazon.awssdk.services.ecs.model.Tag.builder()
                            .key(tag.getKey())
                            .value(tag.getValue())
                            .build())
                    .toList();
        }

        static List<software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag> elb(Map<String, String> tags) {
            return tags.entrySet().stream()
                    .map(tag -> software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag.builder()
                            .key(tag.getKey())
                            .value(tag.getValue())
                            .build())
                    .toList();
        }
    }
}
