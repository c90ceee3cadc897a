package io.ecsdrain.inventory.model;

import java.util.List;

/**
 * One listener.
 *
 * @param defaultTargets where the default action forwards to; empty if it does something else
 * @param vacant whether the default action answers, in the baseline's own words, that no deployment is live
 * @param rules without the default rule; unknown if they could not all be read
 */
public record ListenerView(
        String arn,
        String loadBalancerArn,
        List<ForwardTarget> defaultTargets,
        boolean vacant,
        Observed<List<RuleView>> rules) {

    /** One of which it does not matter what it answers where it does not forward. */
    public ListenerView(
            String arn, String loadBalancerArn, List<ForwardTarget> defaultTargets, Observed<List<RuleView>> rules) {
        this(arn, loadBalancerArn, defaultTargets, false, rules);
    }

    public ListenerView {
        defaultTargets = List.copyOf(defaultTargets);
        rules = rules.map(List::copyOf);
    }
}
