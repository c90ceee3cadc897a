package io.ecsdrain.reaper.execute;

import io.ecsdrain.inventory.AwsClients;
import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.LiveRule;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Observed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/** Reads all listeners of load balancers anew: one that was added since the snapshot must not be missed. */
final class ListenerReader {

    private final ElasticLoadBalancingV2Client elb;
    private final LiveReader reader;

    ListenerReader(AwsClients clients, LiveReader reader) {
        this.elb = clients.elb();
        this.reader = reader;
    }

    /** @throws Unreadable if one could not be read */
    List<LiveListener> of(Collection<String> loadBalancerArns) {
        List<String> arns = new ArrayList<>();
        for (String balancer : loadBalancerArns) {
            elb.describeListenersPaginator(request -> request.loadBalancerArn(balancer)).listeners().stream()
                    .map(Listener::listenerArn)
                    .forEach(arns::add);
        }
        return arns.isEmpty() ? List.of() : Unreadable.require(reader.listeners(arns));
    }

    /** The same with their rules. */
    List<ListenerView> withRules(Collection<String> loadBalancerArns) {
        return of(loadBalancerArns).stream()
                .map(listener -> new ListenerView(
                        listener.arn(),
                        listener.loadBalancerArn(),
                        listener.defaultTargets(),
                        Observed.known(Unreadable.require(reader.rules(listener.arn())).stream()
                                .map(LiveRule::view)
                                .toList())))
                .toList();
    }
}
