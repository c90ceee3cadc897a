package io.ecsdrain.deployer.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.inventory.observe.ListenerReader;
import io.ecsdrain.inventory.observe.RouteViews;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/**
 * Looks whether new clients really go to a deployment that is to be live; {@code activate} does not send them there.
 */
public final class DefaultActionCheck {

    private final LiveReader live;
    private final ListenerReader listeners;

    public DefaultActionCheck(AwsClients clients, String cluster) {
        this.live = new LiveReader(clients, cluster);
        this.listeners = new ListenerReader(clients.elb());
    }

    /**
     * One sentence if no listener's default action forwards to {@code key}'s target groups; empty also without any.
     *
     * @throws Unreadable if any of it could not be read
     */
    public List<String> remarks(DeploymentKey key) {
        List<String> groups =
                live.service(key).require().map(ServiceView::targetGroupArns).orElse(List.of());
        List<String> elsewhere = new ArrayList<>();
        for (String group : groups) {
            for (Listener listener : listeners(group)) {
                List<ForwardTarget> targets = RouteViews.forwards(listener.defaultActions());
                if (targets.stream()
                        .anyMatch(target -> target.weight() > 0 && groups.contains(target.targetGroupArn()))) {
                    return List.of();
                }
                elsewhere.add(listener.listenerArn() + " -> "
                        + (targets.isEmpty()
                                ? "no target group"
                                : String.join(
                                        ", ",
                                        targets.stream()
                                                .map(ForwardTarget::targetGroupArn)
                                                .toList())));
            }
        }
        return elsewhere.isEmpty()
                ? List.of()
                : List.of("no default action forwards to " + key.id() + ", so new clients go elsewhere: "
                        + String.join("; ", elsewhere));
    }

    private List<Listener> listeners(String group) {
        return live.targetGroup(group).require().stream()
                .flatMap(view -> view.loadBalancerArns().stream())
                .flatMap(balancer -> Unreadable.require(listeners.ofLoadBalancer(balancer)).stream())
                .toList();
    }
}
