package io.ecsdrain.lifecycle.plan.action;

import io.ecsdrain.inventory.model.RuleView;
import java.util.List;

/** A rule and the listener it is read through. */
public record RuleRef(String arn, String listenerArn) {

    public static RuleRef of(RuleView rule) {
        return new RuleRef(rule.arn(), rule.listenerArn());
    }

    public static List<RuleRef> all(List<RuleView> rules) {
        return rules.stream().map(RuleRef::of).toList();
    }
}
