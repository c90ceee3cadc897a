package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.Listeners.Listener;
import io.ecsdrain.localaws.elbv2.shapes.Rules.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What ties target groups to load balancers: the actions that name them, within the quotas. */
final class Attachments {

    private final ElbState state;

    Attachments(ElbState state) {
        this.state = state;
    }

    boolean attached(String targetGroupArn) {
        return !state.loadBalancersOf(targetGroupArn).isEmpty();
    }

    /**
     * Throws if a rule of this load balancer may not have these actions.
     *
     * @param replacedRule the rule whose actions they replace; null for a new one
     */
    void check(String loadBalancerArn, List<Action> actions, String replacedRule) {
        Set<String> named = Actions.targetGroups(actions);
        for (String arn : named) {
            state.targetGroup(arn);
            if (state.loadBalancersOf(arn).stream().anyMatch(other -> !other.equals(loadBalancerArn))) {
                throw ElbErrors.quota(
                        "TargetGroupAssociationLimit",
                        "The following target groups cannot be associated with more than one load balancer: " + arn);
            }
        }
        Set<String> all = new HashSet<>(named);
        state.rulesOfLoadBalancer(loadBalancerArn)
                .filter(r -> !r.rule().ruleArn().equals(replacedRule))
                .forEach(r -> all.addAll(Actions.targetGroups(r.rule().actions())));
        int most = state.world().switches().get(ElbSwitches.TARGET_GROUPS_PER_LOAD_BALANCER);
        if (all.size() > most) {
            throw ElbErrors.quota(
                    "TooManyUniqueTargetGroupsPerLoadBalancer",
                    "You have reached the maximum of " + most + " unique target groups per load balancer");
        }
    }

    /** Throws if the listener's load balancer has no room for another rule. */
    void checkRoomForRule(Listener listener) {
        int most = state.world().switches().get(ElbSwitches.RULES_PER_LOAD_BALANCER);
        long rules = state.rulesOfLoadBalancer(listener.loadBalancerArn())
                .filter(r -> !r.rule().isDefault())
                .count();
        if (rules >= most) {
            throw ElbErrors.quota(
                    "TooManyRules", "The maximum number of rules on a load balancer, " + most + ", has been reached");
        }
    }
}
