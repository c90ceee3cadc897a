package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.ElbState.StoredRule;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All rules by ARN, and which of them name a target group: that is asked for every target at every tick. */
final class RuleStore {

    private final Map<String, StoredRule> byArn = new LinkedHashMap<>();
    private final Map<String, Map<String, StoredRule>> byTargetGroup = new HashMap<>();

    void put(String arn, StoredRule rule) {
        forget(byArn.put(arn, rule));
        targetGroups(rule).forEach(group -> byTargetGroup
                .computeIfAbsent(group, first -> new LinkedHashMap<>())
                .put(arn, rule));
    }

    void remove(String arn) {
        forget(byArn.remove(arn));
    }

    private void forget(StoredRule old) {
        if (old != null) {
            targetGroups(old)
                    .forEach(group -> byTargetGroup.get(group).remove(old.rule().ruleArn()));
        }
    }

    private static Set<String> targetGroups(StoredRule rule) {
        return Actions.targetGroups(rule.rule().actions());
    }

    StoredRule get(String arn) {
        return byArn.get(arn);
    }

    boolean containsKey(String arn) {
        return byArn.containsKey(arn);
    }

    Collection<StoredRule> values() {
        return byArn.values();
    }

    /** Those that forward to a target group. */
    Stream<StoredRule> naming(String targetGroupArn) {
        return byTargetGroup.getOrDefault(targetGroupArn, Map.of()).values().stream();
    }
}
