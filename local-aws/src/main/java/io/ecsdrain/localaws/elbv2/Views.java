package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.ElbState.StoredRule;
import io.ecsdrain.localaws.elbv2.shapes.Rules.Rule;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RuleCondition;
import io.ecsdrain.localaws.elbv2.shapes.Rules.TargetGroupTuple;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the state without a call: no paging, no record. */
final class Views {

    private Views() {}

    static RouteView of(ElbState state, StoredRule stored) {
        Rule rule = stored.rule();
        Map<String, Integer> groups = rule.actions().stream()
                .filter(action -> action.forwardConfig() != null)
                .flatMap(action -> action.forwardConfig().targetGroups().stream())
                .collect(Collectors.toMap(TargetGroupTuple::targetGroupArn, each -> Check.or(each.weight(), 1)));
        return new RouteView(
                rule.ruleArn(),
                stored.listenerArn(),
                rule.isDefault(),
                rule.conditions().stream().flatMap(Views::values).toList(),
                rule.actions().stream().map(action -> action.type()).toList(),
                groups,
                state.tags.map(rule.ruleArn()));
    }

    private static Stream<String> values(RuleCondition condition) {
        Stream<String> regexes = Conditions.regexes(condition).stream();
        if (condition.httpHeaderConfig() != null) {
            return Stream.concat(
                    regexes, Check.orEmpty(condition.httpHeaderConfig().values()).stream());
        } else if (condition.queryStringConfig() != null) {
            return condition.queryStringConfig().values().stream().map(pair -> pair.value());
        } else if (condition.sourceIpConfig() != null) {
            return condition.sourceIpConfig().values().stream();
        }
        return Stream.concat(regexes, Check.orEmpty(condition.values()).stream());
    }

    static GroupView of(ElbState state, TargetGroupEntry group, boolean attached) {
        String arn = group.settings().targetGroupArn();
        Map<String, String> targets = new TreeMap<>();
        group.targets()
                .forEach(target ->
                        targets.put(target.key().id() + ":" + target.key().port(), target.word(attached)));
        return new GroupView(arn, state.tags.map(arn), Map.copyOf(group.attributes()), targets);
    }

    static List<RouteView> routes(ElbState state) {
        return state.rules.values().stream().map(rule -> of(state, rule)).toList();
    }
}
