package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.AccountLimits.AccountLimitsResult;
import io.ecsdrain.localaws.elbv2.shapes.AccountLimits.DescribeAccountLimits;
import io.ecsdrain.localaws.elbv2.shapes.AccountLimits.Limit;
import io.ecsdrain.localaws.links.Switches.Switch;
import io.ecsdrain.localaws.wire.Operations;
import java.util.List;

/**
 * The account's limits. Their names are those of the type Limit (API reference of Elastic Load Balancing, version
 * 2015-12-01) and of the example of {@code aws elbv2 describe-account-limits} (AWS CLI reference), whose values they
 * have where no switch says otherwise. Of what is not made here, such as network load balancers, none is named.
 */
final class AccountLimitOperations {

    private final ElbState state;

    AccountLimitOperations(ElbState state) {
        this.state = state;
    }

    void declare(Operations operations) {
        operations.on("DescribeAccountLimits", DescribeAccountLimits.class, this::describe);
    }

    private AccountLimitsResult describe(DescribeAccountLimits request) {
        List<Limit> all = List.of(
                limit("target-groups", ElbSwitches.TARGET_GROUPS),
                new Limit("targets-per-application-load-balancer", "1000"),
                new Limit("listeners-per-application-load-balancer", "50"),
                limit("rules-per-application-load-balancer", ElbSwitches.RULES_PER_LOAD_BALANCER),
                new Limit("condition-values-per-alb-rule", "5"),
                new Limit("condition-wildcards-per-alb-rule", "5"),
                limit("target-groups-per-application-load-balancer", ElbSwitches.TARGET_GROUPS_PER_LOAD_BALANCER),
                new Limit("target-groups-per-action-on-application-load-balancer", "5"),
                new Limit("targets-per-target-group", "1000"));
        Page<Limit> page =
                Page.of(all, all::indexOf, request.marker(), state.granted(request.pageSize()), state.pageSize());
        return new AccountLimitsResult(page.items(), page.nextMarker());
    }

    private Limit limit(String name, Switch<Integer> most) {
        return new Limit(name, String.valueOf(state.world().switches().get(most)));
    }
}
