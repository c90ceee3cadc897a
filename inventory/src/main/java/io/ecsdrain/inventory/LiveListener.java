package io.ecsdrain.inventory;

import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.observe.RouteViews;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/**
 * A listener read just now.
 *
 * @param defaultTargets where the default action forwards to; empty if it does something else
 * @param raw what AWS answered, for ModifyListener, which wants the complete list of default actions
 */
public record LiveListener(String arn, String loadBalancerArn, List<ForwardTarget> defaultTargets, Listener raw) {

    public LiveListener {
        defaultTargets = List.copyOf(defaultTargets);
    }

    public static LiveListener of(Listener raw) {
        return new LiveListener(
                raw.listenerArn(), raw.loadBalancerArn(), RouteViews.forwards(raw.defaultActions()), raw);
    }

    /** What decisions look at: this listener with {@code rules}, which were read as well. */
    public ListenerView with(List<LiveRule> rules) {
        return new ListenerView(
                arn,
                loadBalancerArn,
                defaultTargets,
                Observed.known(rules.stream().map(LiveRule::view).toList()));
    }

    /** Whether the default action answers, in the baseline's own words, that no deployment is live. */
    public boolean isVacant() {
        return RouteViews.isVacant(raw.defaultActions());
    }
}
