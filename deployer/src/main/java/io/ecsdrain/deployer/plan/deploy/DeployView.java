package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.activate.Owners;
import io.ecsdrain.inventory.model.Front;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code deploy} looks at before its first write.
 *
 * @param listener the one to serve on
 * @param fronts every listener of its load balancer, itself among them
 * @param url where the one to serve on answers, by its load balancer's own name
 * @param vpc where its load balancer is, and target groups have to be
 * @param rules by listener ARN, for every listener of its load balancer; default rules excepted
 * @param groups every target group of the account
 * @param existing the service of the deployment itself, if ECS still knows one of that name
 * @param group how its target group is set, if there is one
 * @param serviceDifferences where its service, or the task definition it runs, is not the one that is asked for
 * @param ownScaling how its service scales
 * @param liveScaling how the service of the live deployment scales
 * @param quotas how many rules and target groups there may be
 */
public record DeployView(
        NameView name,
        ListenerView listener,
        List<Front> fronts,
        String url,
        String vpc,
        Map<String, List<RuleView>> rules,
        Collection<TargetGroupView> groups,
        Owners owners,
        Optional<Existing> existing,
        Optional<GroupRequest> group,
        List<String> serviceDifferences,
        Lookup<ScalingView> ownScaling,
        LiveScaling liveScaling,
        Quotas quotas) {

    public DeployView {
        fronts = List.copyOf(fronts);
        rules = Map.copyOf(rules);
        groups = List.copyOf(groups);
        serviceDifferences = List.copyOf(serviceDifferences);
    }

    /** What the default action of the one to serve on does. */
    public Front front() {
        return fronts.stream()
                .filter(each -> each.listenerArn().equals(listener.arn()))
                .findFirst()
                .orElseThrow();
    }

    /** What there is of that which has quotas. */
    Quotas.Used used() {
        return new Quotas.Used(
                rules.values().stream().mapToInt(List::size).sum(),
                groups.stream()
                        .filter(group -> group.loadBalancerArns().contains(listener.loadBalancerArn()))
                        .count(),
                groups.size());
    }
}
