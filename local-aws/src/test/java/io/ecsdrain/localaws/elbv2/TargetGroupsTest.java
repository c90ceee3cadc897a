package io.ecsdrain.localaws.elbv2;

import static io.ecsdrain.localaws.elbv2.ElbWorld.forward;
import static io.ecsdrain.localaws.elbv2.ElbWorld.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateTargetGroupNameException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;

class TargetGroupsTest {

    private final ElbWorld aws = new ElbWorld();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void defaultsAreThoseOfAws() {
        TargetGroup group = aws.targetGroup("blue");

        assertThat(group.targetGroupArn())
                .matches("arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/blue/[0-9a-f]{16}");
        assertThat(group.healthCheckIntervalSeconds()).isEqualTo(30);
        assertThat(group.healthCheckTimeoutSeconds()).isEqualTo(5);
        assertThat(group.healthyThresholdCount()).isEqualTo(5);
        assertThat(group.unhealthyThresholdCount()).isEqualTo(2);
        assertThat(group.healthCheckPath()).isEqualTo("/");
        assertThat(group.matcher().httpCode()).isEqualTo("200");
        assertThat(group.loadBalancerArns()).isEmpty();
    }

    @Test
    void creatingTheSameAgainGivesTheSameAndAnotherUnderItsNameIsRefused() {
        TargetGroup group = aws.targetGroup("blue");

        assertThat(aws.targetGroup("blue").targetGroupArn()).isEqualTo(group.targetGroupArn());
        assertThatThrownBy(() -> aws.client.createTargetGroup(r -> r.name("blue")
                        .protocol("HTTP")
                        .port(9090)
                        .vpcId("vpc-1")
                        .targetType("ip")))
                .isInstanceOf(DuplicateTargetGroupNameException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-blue", "blue-", "blue_green", "a234567890123456789012345678901234", "bl ue"})
    void namesThatAwsRefusesAreRefused(String name) {
        assertThatThrownBy(() -> aws.targetGroup(name))
                .isInstanceOf(ElasticLoadBalancingV2Exception.class)
                .extracting(e ->
                        ((ElasticLoadBalancingV2Exception) e).awsErrorDetails().errorCode())
                .isEqualTo("ValidationError");
    }

    @Test
    void aGroupThatARuleNamesIsInUseAndShowsItsLoadBalancer() {
        String balancer = aws.loadBalancer("alb");
        String listener = aws.listener(balancer, 80).listenerArn();
        String group = aws.targetGroup("blue").targetGroupArn();
        Rule rule = aws.rule(listener, 1, path("/a"), forward(group));

        assertThat(aws.client
                        .describeTargetGroups(r -> r.loadBalancerArn(balancer))
                        .targetGroups())
                .singleElement()
                .extracting(TargetGroup::loadBalancerArns)
                .isEqualTo(List.of(balancer));
        assertThat(aws.elb.attached(group)).isTrue();
        assertThatThrownBy(() -> aws.client.deleteTargetGroup(r -> r.targetGroupArn(group)))
                .isInstanceOf(ResourceInUseException.class);

        aws.client.deleteRule(r -> r.ruleArn(rule.ruleArn()));
        aws.client.deleteTargetGroup(r -> r.targetGroupArn(group));
        assertThat(aws.elb.exists(group)).isFalse();
        assertThatThrownBy(() -> aws.client.describeTargetGroups(r -> r.names("blue")))
                .isInstanceOf(TargetGroupNotFoundException.class);
    }

    @Test
    void theDeregistrationDelayIsFiveMinutesUnlessSetWithinAnHour() {
        String group = aws.targetGroup("blue").targetGroupArn();
        assertThat(delay(group)).isEqualTo("300");

        setDelay(group, "3600");
        assertThat(delay(group)).isEqualTo("3600");
        assertThatThrownBy(() -> setDelay(group, "3601")).isInstanceOf(ElasticLoadBalancingV2Exception.class);
        assertThat(delay(group)).isEqualTo("3600");
    }

    private String delay(String group) {
        return aws.client.describeTargetGroupAttributes(r -> r.targetGroupArn(group)).attributes().stream()
                .filter(a -> a.key().equals("deregistration_delay.timeout_seconds"))
                .map(TargetGroupAttribute::value)
                .findFirst()
                .orElseThrow();
    }

    private void setDelay(String group, String seconds) {
        aws.client.modifyTargetGroupAttributes(r -> r.targetGroupArn(group)
                .attributes(TargetGroupAttribute.builder()
                        .key("deregistration_delay.timeout_seconds")
                        .value(seconds)
                        .build()));
    }

    @Test
    void whatIsNotImplementedSaysSo() {
        assertThatThrownBy(() -> aws.client.createTargetGroup(
                        r -> r.name("l").protocol("HTTPS").port(1).vpcId("vpc-1")))
                .isInstanceOf(ElasticLoadBalancingV2Exception.class)
                .extracting(e ->
                        ((ElasticLoadBalancingV2Exception) e).awsErrorDetails().errorCode())
                .isEqualTo("UnsupportedOperation");
    }

    @Test
    void tagsAreSetAtCreationAddedAndRemoved() {
        Tag kept = Tag.builder().key("kept").value("1").build();
        Tag gone = Tag.builder().key("gone").value("2").build();
        String group = aws.client
                .createTargetGroup(r ->
                        r.name("blue").protocol("HTTP").port(80).vpcId("vpc-1").tags(kept, gone))
                .targetGroups()
                .get(0)
                .targetGroupArn();

        aws.client.addTags(r -> r.resourceArns(group)
                .tags(Tag.builder().key("kept").value("new").build()));
        aws.client.removeTags(r -> r.resourceArns(group).tagKeys("gone", "never-there"));

        assertThat(aws.client.describeTags(r -> r.resourceArns(group)).tagDescriptions())
                .singleElement()
                .satisfies(described -> assertThat(described.tags())
                        .containsExactly(Tag.builder().key("kept").value("new").build()));
    }

    @Test
    void oneMissingResourceFailsTheWholeDescriptionOfTags() {
        String listener = aws.listener();
        Rule rule = aws.rule(listener, 1, path("/a"), ElbWorld.fixed("200", "a"));
        String group = aws.targetGroup("blue").targetGroupArn();
        assertThat(aws.client
                        .describeTags(r -> r.resourceArns(listener, rule.ruleArn(), group))
                        .tagDescriptions())
                .hasSize(3);

        aws.client.deleteRule(r -> r.ruleArn(rule.ruleArn()));
        assertThatThrownBy(() -> aws.client.describeTags(r -> r.resourceArns(group, rule.ruleArn())))
                .isInstanceOf(RuleNotFoundException.class);
        List<String> tooMany = IntStream.range(0, 21).mapToObj(i -> group).toList();
        assertThatThrownBy(() -> aws.client.describeTags(r -> r.resourceArns(tooMany)))
                .isInstanceOf(ElasticLoadBalancingV2Exception.class);
    }
}
