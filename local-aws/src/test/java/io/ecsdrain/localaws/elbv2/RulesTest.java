package io.ecsdrain.localaws.elbv2;

import static io.ecsdrain.localaws.elbv2.ElbWorld.fixed;
import static io.ecsdrain.localaws.elbv2.ElbWorld.header;
import static io.ecsdrain.localaws.elbv2.ElbWorld.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.OperationNotPermittedException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;

class RulesTest {

    private final ElbWorld aws = new ElbWorld();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void modifyingReplacesTheListsThatAreGivenAndKeepsTheOthers() {
        String listener = aws.listener();
        Rule rule = aws.rule(listener, 1, header("X-Version", "blue"), fixed("200", "a"));
        RuleCondition noClient = RuleCondition.builder()
                .field("source-ip")
                .sourceIpConfig(c -> c.values("192.0.2.1/32"))
                .build();

        aws.client.modifyRule(r -> r.ruleArn(rule.ruleArn()).conditions(header("X-Version", "blue"), noClient));
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
        assertThat(aws.priorities(listener)).containsExactly("1", "2", "3", "default");
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
    void deletingAMissingRuleIsAnErrorOrNotAsTheSwitchSays() {
        String listener = aws.listener();
        Rule rule = aws.rule(listener, 1, path("/a"), fixed("200", "a"));
        aws.client.deleteRule(r -> r.ruleArn(rule.ruleArn()));

        assertThatThrownBy(() -> aws.client.deleteRule(r -> r.ruleArn(rule.ruleArn())))
                .isInstanceOf(RuleNotFoundException.class);
        aws.world.switches().set(ElbSwitches.DELETE_MISSING_RULE_FAILS, false);
        assertThat(aws.client.deleteRule(r -> r.ruleArn(rule.ruleArn()))).isNotNull();
    }
}
