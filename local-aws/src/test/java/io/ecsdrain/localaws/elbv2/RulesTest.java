package io.ecsdrain.localaws.elbv2;

import static io.ecsdrain.localaws.elbv2.ElbWorld.fixed;
import static io.ecsdrain.localaws.elbv2.ElbWorld.forward;
import static io.ecsdrain.localaws.elbv2.ElbWorld.header;
import static io.ecsdrain.localaws.elbv2.ElbWorld.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.OperationNotPermittedException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAssociationLimitException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyRulesException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyUniqueTargetGroupsPerLoadBalancerException;

class RulesTest {

    private final ElbWorld aws = new ElbWorld();

    @AfterEach
    void close() {
        aws.close();
    }

    private List<String> priorities(String listenerArn) {
        return aws.client.describeRules(r -> r.listenerArn(listenerArn)).rules().stream()
                .map(Rule::priority)
                .toList();
    }

    @Test
    void rulesComeByPriorityAndTheDefaultRuleLast() {
        String listener = aws.listener();
        aws.rule(listener, 20, path("/b"), fixed("200", "b"));
        aws.rule(listener, 3, path("/a"), fixed("200", "a"));

        List<Rule> rules =
                aws.client.describeRules(r -> r.listenerArn(listener)).rules();

        assertThat(rules).extracting(Rule::priority).containsExactly("3", "20", "default");
        assertThat(rules).extracting(Rule::isDefault).containsExactly(false, false, true);
        assertThat(rules.get(2).conditions()).isEmpty();
        assertThat(rules.get(2).actions().get(0).type()).isEqualTo(ActionTypeEnum.FIXED_RESPONSE);
    }

    @Test
    void pagesAreAsLongAsAskedAndMissNothingWhenRulesGoInBetween() {
        String listener = aws.listener();
        List<Rule> made = new ArrayList<>();
        for (int priority = 1; priority <= 6; priority++) {
            made.add(aws.rule(listener, priority, path("/" + priority), fixed("200", "x")));
        }
        DescribeRulesResponse first =
                aws.client.describeRules(r -> r.listenerArn(listener).pageSize(3));
        aws.client.deleteRule(r -> r.ruleArn(made.get(2).ruleArn()));
        DescribeRulesResponse second = aws.client.describeRules(
                r -> r.listenerArn(listener).pageSize(3).marker(first.nextMarker()));
        DescribeRulesResponse third = aws.client.describeRules(
                r -> r.listenerArn(listener).pageSize(3).marker(second.nextMarker()));

        assertThat(first.rules()).extracting(Rule::priority).containsExactly("1", "2", "3");
        assertThat(second.rules()).extracting(Rule::priority).containsExactly("4", "5", "6");
        assertThat(third.rules()).extracting(Rule::priority).containsExactly("default");
        assertThat(third.nextMarker()).isNull();
    }

    @Test
    void theDefaultPageMayBeSmallerThanTheWhole() {
        aws.world.switches().set(ElbSwitches.DEFAULT_PAGE_SIZE, 2);
        String listener = aws.listener();
        aws.rule(listener, 1, path("/1"), fixed("200", "x"));
        aws.rule(listener, 2, path("/2"), fixed("200", "x"));

        assertThat(priorities(listener)).containsExactly("1", "2");
        assertThat(aws.client.describeRulesPaginator(r -> r.listenerArn(listener)).stream()
                        .flatMap(page -> page.rules().stream()))
                .hasSize(3);
    }

    @Test
    void aPriorityIsTakenOnlyOncePerListener() {
        String balancer = aws.loadBalancer("alb");
        String listener = aws.listener(balancer, 80).listenerArn();
        String other = aws.listener(balancer, 81).listenerArn();
        aws.rule(listener, 7, path("/a"), fixed("200", "a"));

        assertThatThrownBy(() -> aws.rule(listener, 7, path("/b"), fixed("200", "b")))
                .isInstanceOf(PriorityInUseException.class);
        assertThat(aws.rule(other, 7, path("/b"), fixed("200", "b")).priority()).isEqualTo("7");
    }

    @Test
    void aForwardToOneGroupIsShownInBothSpellings() {
        String listener = aws.listener();
        String group = aws.targetGroup("blue").targetGroupArn();

        Rule rule = aws.rule(listener, 1, header("X-Version", "blue"), forward(group));

        assertThat(rule.actions().get(0).targetGroupArn()).isEqualTo(group);
        assertThat(rule.actions().get(0).forwardConfig().targetGroups())
                .singleElement()
                .satisfies(tuple -> {
                    assertThat(tuple.targetGroupArn()).isEqualTo(group);
                    assertThat(tuple.weight()).isEqualTo(1);
                });
        assertThat(rule.conditions().get(0).httpHeaderConfig().values()).containsExactly("blue");
    }

    @Test
    void modifyingReplacesTheListsThatAreGivenAndKeepsTheOthers() {
        String listener = aws.listener();
        Rule rule = aws.rule(listener, 1, header("X-Version", "blue"), fixed("200", "a"));
        RuleCondition nobody = RuleCondition.builder()
                .field("source-ip")
                .sourceIpConfig(c -> c.values("192.0.2.1/32"))
                .build();

        aws.client.modifyRule(r -> r.ruleArn(rule.ruleArn()).conditions(header("X-Version", "blue"), nobody));
        Rule after = aws.client
                .describeRules(r -> r.ruleArns(rule.ruleArn()))
                .rules()
                .get(0);

        assertThat(after.conditions()).extracting(RuleCondition::field).containsExactly("http-header", "source-ip");
        assertThat(after.actions()).isEqualTo(rule.actions());
        assertThat(after.priority()).isEqualTo("1");
    }

    @Test
    void prioritiesAreExchangedAtOnceOrNotAtAll() {
        String listener = aws.listener();
        Rule one = aws.rule(listener, 1, path("/a"), fixed("200", "a"));
        Rule two = aws.rule(listener, 2, path("/b"), fixed("200", "b"));
        aws.rule(listener, 3, path("/c"), fixed("200", "c"));

        aws.client.setRulePriorities(r -> r.rulePriorities(priority(one, 2), priority(two, 1)));
        assertThat(aws.client
                        .describeRules(r -> r.listenerArn(listener))
                        .rules()
                        .get(0)
                        .ruleArn())
                .isEqualTo(two.ruleArn());

        assertThatThrownBy(
                        () -> aws.client.setRulePriorities(r -> r.rulePriorities(priority(one, 9), priority(two, 3))))
                .isInstanceOf(PriorityInUseException.class);
        assertThat(priorities(listener)).containsExactly("1", "2", "3", "default");
    }

    private static RulePriorityPair priority(Rule rule, int priority) {
        return RulePriorityPair.builder()
                .ruleArn(rule.ruleArn())
                .priority(priority)
                .build();
    }

    @Test
    void theDefaultRuleIsChangedThroughItsListenerOnly() {
        String listener = aws.listener();
        String arn = aws.client
                .describeRules(r -> r.listenerArn(listener))
                .rules()
                .get(0)
                .ruleArn();

        assertThatThrownBy(() -> aws.client.deleteRule(r -> r.ruleArn(arn)))
                .isInstanceOf(OperationNotPermittedException.class);
        assertThatThrownBy(() -> aws.client.modifyRule(r -> r.ruleArn(arn).actions(fixed("200", "x"))))
                .isInstanceOf(OperationNotPermittedException.class);

        aws.client.modifyListener(r -> r.listenerArn(listener).defaultActions(fixed("503", "closed")));
        assertThat(aws.client
                        .describeRules(r -> r.listenerArn(listener))
                        .rules()
                        .get(0)
                        .actions()
                        .get(0)
                        .fixedResponseConfig()
                        .statusCode())
                .isEqualTo("503");
    }

    @Test
    void oneMissingRuleFailsTheWholeDescription() {
        String listener = aws.listener();
        Rule rule = aws.rule(listener, 1, path("/a"), fixed("200", "a"));

        assertThatThrownBy(() -> aws.client.describeRules(
                        r -> r.ruleArns(rule.ruleArn(), rule.ruleArn().replace("listener-rule", "listener-rul"))))
                .isInstanceOf(RuleNotFoundException.class);
        assertThatThrownBy(() -> aws.client.describeRules(r -> r.listenerArn(listener + "x")))
                .isInstanceOf(ListenerNotFoundException.class);
        assertThatThrownBy(() -> aws.client.describeRules(r -> {}))
                .isInstanceOf(ElasticLoadBalancingV2Exception.class)
                .extracting(e ->
                        ((ElasticLoadBalancingV2Exception) e).awsErrorDetails().errorCode())
                .isEqualTo("ValidationError");
    }

    @Test
    void deletingAMissingRuleIsAnErrorOrNotAsTheSwitchSays() {
        String listener = aws.listener();
        Rule rule = aws.rule(listener, 1, path("/a"), fixed("200", "a"));
        aws.client.deleteRule(r -> r.ruleArn(rule.ruleArn()));

        assertThatThrownBy(() -> aws.client.deleteRule(r -> r.ruleArn(rule.ruleArn())))
                .isInstanceOf(RuleNotFoundException.class);
        aws.world.switches().set(ElbSwitches.DELETE_MISSING_RULE_FAILS, false);
        assertThat(aws.client.deleteRule(r -> r.ruleArn(rule.ruleArn()))).isNotNull();
    }

    @Test
    void rulesAreCountedOverAllListenersOfALoadBalancer() {
        aws.world.switches().set(ElbSwitches.RULES_PER_LOAD_BALANCER, 2);
        String balancer = aws.loadBalancer("alb");
        String first = aws.listener(balancer, 80).listenerArn();
        String second = aws.listener(balancer, 81).listenerArn();
        aws.rule(first, 1, path("/a"), fixed("200", "a"));
        aws.rule(second, 1, path("/a"), fixed("200", "a"));

        assertThatThrownBy(() -> aws.rule(second, 2, path("/b"), fixed("200", "b")))
                .isInstanceOf(TooManyRulesException.class);
    }

    @Test
    void targetGroupsOfALoadBalancerAreCountedOnceEach() {
        aws.world.switches().set(ElbSwitches.TARGET_GROUPS_PER_LOAD_BALANCER, 1);
        String listener = aws.listener();
        String blue = aws.targetGroup("blue").targetGroupArn();
        String green = aws.targetGroup("green").targetGroupArn();
        aws.rule(listener, 1, path("/a"), forward(blue));
        aws.rule(listener, 2, path("/b"), forward(blue));

        assertThatThrownBy(() -> aws.rule(listener, 3, path("/c"), forward(green)))
                .isInstanceOf(TooManyUniqueTargetGroupsPerLoadBalancerException.class);
    }

    @Test
    void aTargetGroupBelongsToOneLoadBalancer() {
        String listener = aws.listener();
        String other = aws.listener(aws.loadBalancer("other"), 80).listenerArn();
        String group = aws.targetGroup("blue").targetGroupArn();
        aws.rule(listener, 1, path("/a"), forward(group));

        assertThatThrownBy(() -> aws.rule(other, 1, path("/a"), forward(group)))
                .isInstanceOf(TargetGroupAssociationLimitException.class);
        assertThatThrownBy(() -> aws.rule(listener, 2, path("/a"), forward(group + "0")))
                .isInstanceOf(TargetGroupNotFoundException.class);
    }
}
