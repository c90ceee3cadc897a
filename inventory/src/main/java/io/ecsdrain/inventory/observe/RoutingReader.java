package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Ownership;
import io.ecsdrain.inventory.aws.ParallelReads;
import io.ecsdrain.inventory.model.ClusterTag;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;

/** Reads the load balancers that deployments hang on: their target groups, all their listeners, all their rules. */
public final class RoutingReader {

    private final TargetGroupReader targetGroups;
    private final ListenerReader listeners;
    private final ParallelReads atOnce;

    public RoutingReader(ElasticLoadBalancingV2Client elb, ParallelReads atOnce) {
        this.targetGroups = new TargetGroupReader(elb, atOnce);
        this.listeners = new ListenerReader(elb, atOnce);
        this.atOnce = atOnce;
    }

    /**
     * Which load balancers to look at.
     *
     * @param usedTargetGroups those that services of deployments use
     * @param inScope for target groups that are tagged but not used
     * @param cluster tells another cluster's target groups, whose load balancers are not looked at
     * @param listenerArns whose load balancers are looked at as well
     */
    public record Interest(
            Set<String> usedTargetGroups,
            Predicate<DeploymentKey> inScope,
            ClusterTag cluster,
            List<String> listenerArns) {}

    /** Every target group of the account and region; what {@link #read} begins with, and needs no service for. */
    public Observed<List<TargetGroupView>> targetGroups() {
        return targetGroups.all();
    }

    /**
     * The routing without delays and target health, which cost a call for each target group. Unknown if target groups,
     * their tags or listeners could not all be read; a listener whose rules could not be read says so itself.
     *
     * @param allGroups as {@link #targetGroups} found them
     * @throws ListenerNotFoundException if one of the listeners named in {@code interest} does not exist
     */
    public Observed<Routing> read(Interest interest, Observed<List<TargetGroupView>> allGroups) {
        return Reading.observed(() -> {
            List<Listener> named = listeners.named(interest.listenerArns());
            List<TargetGroupView> groups = Reading.require(allGroups);
            requireUsed(interest.usedTargetGroups(), groups);
            Set<String> balancers = balancers(interest, groups);
            named.forEach(listener -> balancers.add(listener.loadBalancerArn()));
            return new Routing(
                    views(atOnce
                            .each(
                                    List.copyOf(balancers),
                                    balancer -> Reading.require(listeners.ofLoadBalancer(balancer)))
                            .stream()
                            .flatMap(List::stream)
                            .toList()),
                    groups.stream()
                            .filter(group -> isOurs(interest, group)
                                    || group.loadBalancerArns().stream().anyMatch(balancers::contains))
                            .collect(Collectors.toMap(TargetGroupView::arn, Function.identity())));
        });
    }

    /**
     * A service may name a target group that was deleted; one that merely was not listed may have a default action on
     * it.
     */
    private void requireUsed(Set<String> used, List<TargetGroupView> listed) {
        Set<String> open = new TreeSet<>(used);
        listed.forEach(group -> open.remove(group.arn()));
        open.stream().filter(targetGroups::exists).findFirst().ifPresent(arn -> {
            throw new Reading.Failed("DescribeTargetGroups lists no " + arn + ", which exists");
        });
    }

    private static Set<String> balancers(Interest interest, List<TargetGroupView> groups) {
        Set<String> balancers = new TreeSet<>();
        groups.stream()
                .filter(group -> interest.usedTargetGroups().contains(group.arn())
                        || isOurs(interest, group)
                                && interest.cluster().elsewhere(group.tags()).isEmpty())
                .forEach(group -> balancers.addAll(group.loadBalancerArns()));
        return balancers;
    }

    private static boolean isOurs(Interest interest, TargetGroupView group) {
        return interest.usedTargetGroups().contains(group.arn())
                || Ownership.of(group.name(), group.tags())
                        .key()
                        .filter(interest.inScope())
                        .isPresent();
    }

    private List<ListenerView> views(List<Listener> all) {
        Map<String, Observed<List<ListenerReader.Tagged>>> rules =
                listeners.rules(all.stream().map(Listener::listenerArn).toList());
        return all.stream().map(raw -> view(raw, rules.get(raw.listenerArn()))).toList();
    }

    private static ListenerView view(Listener raw, Observed<List<ListenerReader.Tagged>> rules) {
        return new ListenerView(
                raw.listenerArn(),
                raw.loadBalancerArn(),
                RouteViews.forwards(raw.defaultActions()),
                RouteViews.isVacant(raw.defaultActions()),
                rules.map(found ->
                        found.stream().map(rule -> rule.view(raw.listenerArn())).toList()));
    }
}
