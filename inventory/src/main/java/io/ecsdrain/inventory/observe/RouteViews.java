package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.NoLiveResponse;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** What AWS answers about actions, conditions and rules, as our values. */
public final class RouteViews {

    private RouteViews() {}

    /** Where actions forward to. AWS shows a single group twice, as {@code TargetGroupArn} and as a config of one. */
    public static List<ForwardTarget> forwards(List<Action> actions) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (Action action : actions) {
            if (action.forwardConfig() != null) {
                action.forwardConfig().targetGroups().forEach(one -> weights.put(one.targetGroupArn(), weight(one)));
            }
            if (action.targetGroupArn() != null) {
                weights.putIfAbsent(action.targetGroupArn(), 1);
            }
        }
        return weights.entrySet().stream()
                .map(entry -> new ForwardTarget(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Whether a default action answers, in the baseline's own words, that no deployment is live. */
    public static boolean isVacant(List<Action> actions) {
        return actions.stream().anyMatch(RouteViews::isVacant);
    }

    /** The same of one of its actions. */
    public static boolean isVacant(Action action) {
        return action.fixedResponseConfig() != null
                && Integer.toString(NoLiveResponse.STATUS)
                        .equals(action.fixedResponseConfig().statusCode())
                && NoLiveResponse.BODY.equals(action.fixedResponseConfig().messageBody());
    }

    private static int weight(TargetGroupTuple member) {
        return Objects.requireNonNullElse(member.weight(), 1);
    }

    static RuleView rule(Rule raw, String listenerArn, Map<String, String> tags) {
        return new RuleView(
                raw.ruleArn(),
                listenerArn,
                Integer.parseInt(raw.priority()),
                raw.conditions().stream().flatMap(RouteViews::conditions).toList(),
                forwards(raw.actions()),
                tags);
    }

    /** One view per condition, but one per key for a query-string condition that names several. */
    static Stream<ConditionView> conditions(RuleCondition raw) {
        if (raw.queryStringConfig() != null) {
            Map<String, List<String>> byKey = raw.queryStringConfig().values().stream()
                    .collect(Collectors.groupingBy(
                            pair -> Objects.requireNonNullElse(pair.key(), ""),
                            LinkedHashMap::new,
                            Collectors.mapping(QueryStringKeyValuePair::value, Collectors.toList())));
            return byKey.entrySet().stream()
                    .map(entry -> new ConditionView(raw.field(), entry.getKey(), entry.getValue()));
        }
        String name =
                raw.httpHeaderConfig() == null ? "" : raw.httpHeaderConfig().httpHeaderName();
        return Stream.of(new ConditionView(raw.field(), name, values(raw), regexValues(raw)));
    }

    /** Host and path conditions carry their values twice as well, under the legacy member and in their config. */
    private static List<String> values(RuleCondition raw) {
        List<String> values = new ArrayList<>(raw.values());
        Optional.ofNullable(raw.hostHeaderConfig()).ifPresent(host -> values.addAll(host.values()));
        Optional.ofNullable(raw.pathPatternConfig()).ifPresent(path -> values.addAll(path.values()));
        Optional.ofNullable(raw.httpHeaderConfig()).ifPresent(header -> values.addAll(header.values()));
        Optional.ofNullable(raw.httpRequestMethodConfig()).ifPresent(method -> values.addAll(method.values()));
        Optional.ofNullable(raw.sourceIpConfig()).ifPresent(source -> values.addAll(source.values()));
        return values.stream().distinct().toList();
    }

    /** Which of both shows them is not documented. */
    private static List<String> regexValues(RuleCondition raw) {
        List<String> values = new ArrayList<>(raw.regexValues());
        Optional.ofNullable(raw.hostHeaderConfig()).ifPresent(host -> values.addAll(host.regexValues()));
        Optional.ofNullable(raw.pathPatternConfig()).ifPresent(path -> values.addAll(path.regexValues()));
        Optional.ofNullable(raw.httpHeaderConfig()).ifPresent(header -> values.addAll(header.regexValues()));
        return values.stream().distinct().toList();
    }
}
