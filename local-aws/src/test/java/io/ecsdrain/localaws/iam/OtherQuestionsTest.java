package io.ecsdrain.localaws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.TestClients;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What load balancing, parameters and metrics ask, over the wire. */
class OtherQuestionsTest {

    private static final String ELB = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:";
    private static final String STATE = "arn:aws:ssm:eu-west-1:123456789012:parameter/apps/shop/a/state";

    private final LocalAws aws =
            LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:00Z")).start();
    private final ElasticLoadBalancingV2Client elb = TestClients.build(ElasticLoadBalancingV2Client.builder(), aws);
    private final SsmClient ssm = TestClients.ssm(aws);

    @AfterEach
    void close() {
        elb.close();
        ssm.close();
        aws.close();
    }

    @Test
    void aRuleIsAskedAboutOnItsListenerAndItsTagsBelowIt() {
        String listener = listener();
        String group = group();
        assertThat(asked())
                .containsExactly(
                        Authorization.of("elasticloadbalancing:CreateTargetGroup", ELB + "targetgroup/tg/*")
                                .bringing(Map.of("deployment_name", "shop")),
                        Authorization.of("elasticloadbalancing:AddTags", ELB + "targetgroup/tg/*")
                                .with("elasticloadbalancing:CreateAction", "CreateTargetGroup")
                                .bringing(Map.of("deployment_name", "shop")));
        String rule = rule(listener, group);
        Map<String, String> tags = Map.of("deployment_name", "shop");
        assertThat(asked())
                .containsExactly(
                        Authorization.of("elasticloadbalancing:CreateRule", listener)
                                .bringing(tags),
                        Authorization.of(
                                        "elasticloadbalancing:AddTags",
                                        listener.replace(":listener/", ":listener-rule/") + "/*")
                                .with("elasticloadbalancing:CreateAction", "CreateRule")
                                .bringing(tags));
        elb.deleteRule(delete -> delete.ruleArn(rule));
        assertThat(asked())
                .containsExactly(Authorization.of("elasticloadbalancing:DeleteRule", rule)
                        .tagged(tags));
        elb.modifyTargetGroupAttributes(modify -> modify.targetGroupArn(group)
                .attributes(TargetGroupAttribute.builder()
                        .key("deregistration_delay.timeout_seconds")
                        .value("10")
                        .build()));
        assertThat(asked())
                .containsExactly(Authorization.of("elasticloadbalancing:ModifyTargetGroupAttributes", group)
                        .tagged(tags));
        elb.describeTargetGroups();
        assertThat(asked())
                .containsExactly(Authorization.of("elasticloadbalancing:DescribeTargetGroups", Authorization.ANY));
    }

    @Test
    void aParameterIsAskedAboutWithoutASecondSlashAndAPathAsItIs() {
        ssm.putParameter(put -> put.name("/apps/shop/a/state")
                .value("active")
                .type(ParameterType.STRING)
                .tags(software.amazon.awssdk.services.ssm.model.Tag.builder()
                        .key("deployment_name")
                        .value("shop")
                        .build()));
        Map<String, String> tags = Map.of("deployment_name", "shop");
        assertThat(asked())
                .containsExactly(
                        Authorization.of("ssm:PutParameter", STATE)
                                .with("ssm:Overwrite", "false")
                                .bringing(tags),
                        Authorization.of("ssm:AddTagsToResource", STATE).bringing(tags));
        ssm.getParameter(get -> get.name("/apps/shop/a/state:1"));
        assertThat(asked())
                .containsExactly(Authorization.of("ssm:GetParameter", STATE).tagged(tags));
        ssm.getParametersByPath(get -> get.path("/apps/shop").recursive(true));
        assertThat(asked())
                .containsExactly(Authorization.of(
                                "ssm:GetParametersByPath", "arn:aws:ssm:eu-west-1:123456789012:parameter/apps/shop")
                        .with("ssm:Recursive", "true"));
    }

    @Test
    void aRefusedCallWasAskedAboutToo() {
        assertThatThrownBy(() -> ssm.deleteParameter(delete -> delete.name("/apps/shop/a/state")))
                .isInstanceOf(ParameterNotFoundException.class);
        assertThat(last().errorCode()).isEqualTo("ParameterNotFound");
        assertThat(asked()).containsExactly(Authorization.of("ssm:DeleteParameter", STATE));
    }

    @Test
    void metricsAreAskedAboutOnNothingNarrowerThanTheirNamespace() {
        try (CloudWatchClient cloudWatch = TestClients.cloudWatch(aws)) {
            cloudWatch.putMetricData(put -> put.namespace("App/Drain").metricData(List.of()));
        }
        assertThat(asked())
                .containsExactly(Authorization.of("cloudwatch:PutMetricData", Authorization.ANY)
                        .with("cloudwatch:namespace", "App/Drain"));
    }

    private String listener() {
        String balancer = elb.createLoadBalancer(create -> create.name("front").subnets("subnet-a", "subnet-b"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        return elb.createListener(create -> create.loadBalancerArn(balancer)
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

    private String group() {
        return elb.createTargetGroup(create -> create.name("tg")
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .vpcId("vpc-1")
                        .targetType(TargetTypeEnum.IP)
                        .tags(elbTag()))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    private String rule(String listener, String group) {
        return elb.createRule(create -> create.listenerArn(listener)
                        .priority(1)
                        .conditions(RuleCondition.builder()
                                .field("path-pattern")
                                .values("/x")
                                .build())
                        .actions(Action.builder()
                                .type(ActionTypeEnum.FORWARD)
                                .targetGroupArn(group)
                                .build())
                        .tags(elbTag()))
                .rules()
                .get(0)
                .ruleArn();
    }

    private static software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag elbTag() {
        return software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag.builder()
                .key("deployment_name")
                .value("shop")
                .build();
    }

    private CallRecord last() {
        List<CallRecord> calls = aws.calls();
        return calls.get(calls.size() - 1);
    }

    private List<Authorization> asked() {
        return last().authorizations();
    }
}
