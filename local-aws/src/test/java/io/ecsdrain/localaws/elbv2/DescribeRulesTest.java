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
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;

/** In which order rules come, in how many pages, and how they are spelled. */
class DescribeRulesTest {

    private final ElbWorld aws = new ElbWorld();

    @AfterEach
    void close() {
        aws.close();
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

        assertThat(aws.priorities(listener)).containsExactly("1", "2");
        assertThat(aws.client.describeRulesPaginator(r -> r.listenerArn(listener)).stream()
                        .flatMap(page -> page.rules().stream()))
                .hasSize(3);
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
}
