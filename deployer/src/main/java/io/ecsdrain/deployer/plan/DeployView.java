package io.ecsdrain.deployer.plan;

import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What {@code deploy} looks at before its first write.
 *
 * @param listener the one to serve on
 * @param vpc where its load balancer is, and target groups have to be
 * @param rules by listener ARN, for every listener of its load balancer; default rules excepted
 * @param groups every target group of the account
 */
public record DeployView(
        NameView name,
        ListenerView listener,
        String vpc,
        Map<String, List<RuleView>> rules,
        Collection<TargetGroupView> groups,
        Owners owners) {

    public DeployView {
        rules = Map.copyOf(rules);
        groups = List.copyOf(groups);
    }
}
