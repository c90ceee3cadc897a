package io.ecsdrain.lifecycle.execute.write;

import io.ecsdrain.contract.Parking;
import io.ecsdrain.inventory.aws.ActionsAgain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** What ModifyRule is to be sent: whole lists, made from what was read. Changes nothing itself. */
public final class RuleEdits {

    private RuleEdits() {}

    public static List<RuleCondition> parked(Rule rule) {
        List<RuleCondition> conditions = new ArrayList<>(unparked(rule));
        conditions.add(RuleCondition.builder()
                .field(Parking.CONDITION_FIELD)
                .sourceIpConfig(config -> config.values(Parking.NO_CLIENT))
                .build());
        return conditions;
    }

    public static List<RuleCondition> unparked(Rule rule) {
        return rule.conditions().stream()
                .filter(condition -> !isParking(condition))
                .map(RuleEdits::sendable)
                .toList();
    }

    private static boolean isParking(RuleCondition condition) {
        return Parking.CONDITION_FIELD.equals(condition.field())
                && condition.sourceIpConfig() != null
                && condition.sourceIpConfig().values().equals(List.of(Parking.NO_CLIENT));
    }

    /**
     * DescribeRules shows values in a condition's config and, for host and path, in the legacy members beside it;
     * CreateRule and ModifyRule refuse to be sent both ({@code You cannot provide both Values and 'HostHeaderConfig'}).
     * Sent again is the config, with what only the legacy members held: which of both shows regular expressions is not
     * documented.
     */
    private static RuleCondition sendable(RuleCondition condition) {
        RuleCondition.Builder again = condition.toBuilder();
        if (condition.hostHeaderConfig() != null) {
            var config = condition.hostHeaderConfig();
            again.hostHeaderConfig(config.toBuilder()
                    .values(either(config.values(), condition.values()))
                    .regexValues(either(config.regexValues(), condition.regexValues()))
                    .build());
        } else if (condition.pathPatternConfig() != null) {
            var config = condition.pathPatternConfig();
            again.pathPatternConfig(config.toBuilder()
                    .values(either(config.values(), condition.values()))
                    .regexValues(either(config.regexValues(), condition.regexValues()))
                    .build());
        } else if (condition.httpHeaderConfig() != null) {
            var config = condition.httpHeaderConfig();
            again.httpHeaderConfig(config.toBuilder()
                    .values(either(config.values(), condition.values()))
                    .regexValues(either(config.regexValues(), condition.regexValues()))
                    .build());
        } else if (hasNoConfig(condition)) {
            return condition;
        }
        return again.values((Collection<String>) null)
                .regexValues((Collection<String>) null)
                .build();
    }

    private static boolean hasNoConfig(RuleCondition condition) {
        return condition.queryStringConfig() == null
                && condition.httpRequestMethodConfig() == null
                && condition.sourceIpConfig() == null;
    }

    /** Null, which is not sent, where neither holds anything. */
    private static List<String> either(List<String> config, List<String> legacy) {
        List<String> held = config.isEmpty() ? legacy : config;
        return held.isEmpty() ? null : held;
    }

    /** The rule's actions without these members of its forward actions. */
    public static List<Action> without(Rule rule, Collection<String> groups) {
        return ActionsAgain.same(rule.actions()).stream()
                .map(action -> without(action, groups))
                .toList();
    }

    private static Action without(Action action, Collection<String> groups) {
        if (action.forwardConfig() == null) {
            return action;
        }
        List<TargetGroupTuple> others = action.forwardConfig().targetGroups().stream()
                .filter(member -> !groups.contains(member.targetGroupArn()))
                .toList();
        ForwardActionConfig config =
                action.forwardConfig().toBuilder().targetGroups(others).build();
        // TargetGroupArn beside a ForwardConfig is legal only where both name the same single group.
        return action.toBuilder().targetGroupArn(null).forwardConfig(config).build();
    }
}
