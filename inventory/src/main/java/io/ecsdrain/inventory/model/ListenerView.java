package io.ecsdrain.inventory.model;

import java.util.List;

/**
 * One listener.
 *
 * @param defaultTargets where the default action forwards to; empty if it does something else
 * @param rules without the default rule; unknown if they could not all be read
 */
public record ListenerView(
        String arn, String loadBalancerArn, List<ForwardTarget> defaultTargets, Observed<List<RuleView>> rules) {

    public ListenerView {
        defaultTargets = List.copyOf(defaultTargets);
        rules = rules.map(List::copyOf);
    }
}
