package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.inventory.model.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much Elastic Load Balancing allows.
 *
 * @param rules of one load balancer, default rules excepted
 * @param groups target groups of one load balancer
 * @param allGroups target groups of the account and Region
 * @param warning why these are AWS's defaults and not the account's own; empty if they are its own
 */
public record Quotas(int rules, int groups, int allGroups, Optional<String> warning) {

    /** As AWS documents them in "Quotas for your Application Load Balancers". */
    static final Quotas DEFAULT = new Quotas(100, 100, 3_000, Optional.empty());

    /** @param limits by AWS's names, of which one that is missing has AWS's default */
    public static Quotas of(Observed<Map<String, Integer>> limits) {
        Map<String, Integer> known = limits.value().orElse(Map.of());
        return new Quotas(
                known.getOrDefault("rules-per-application-load-balancer", DEFAULT.rules),
                known.getOrDefault("target-groups-per-application-load-balancer", DEFAULT.groups),
                known.getOrDefault("target-groups", DEFAULT.allGroups),
                limits.unknownBecause()
                        .map(why -> "the quotas of Elastic Load Balancing were not read (" + why + "): taken are AWS's"
                                + " defaults of " + DEFAULT.rules + " rules and " + DEFAULT.groups
                                + " target groups a load balancer"));
    }

    /**
     * What there is no room for, one sentence each; empty if all fits.
     *
     * @param has what there is already
     * @param newRules how many rules are to be made
     * @param newGroup whether a target group is
     */
    List<String> refusals(Used has, int newRules, boolean newGroup) {
        List<String> refusals = new ArrayList<>();
        if (newRules > 0 && has.rules() + newRules > rules) {
            refusals.add("the load balancer has " + has.rules() + " rules and " + newRules + " are to be made, " + rules
                    + " are allowed");
        }
        if (newGroup && has.groups() >= groups) {
            refusals.add("the load balancer has " + has.groups() + " target groups, " + groups + " are allowed");
        }
        if (newGroup && has.allGroups() >= allGroups) {
            refusals.add("the account has " + has.allGroups() + " target groups in this Region, " + allGroups
                    + " are allowed");
        }
        return refusals;
    }

    /** How much of each there is. */
    record Used(int rules, long groups, int allGroups) {}
}
