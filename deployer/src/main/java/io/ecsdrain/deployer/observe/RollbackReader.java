package io.ecsdrain.deployer.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.activate.Owners;
import io.ecsdrain.deployer.plan.rollback.RollbackView;
import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.Front;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.inventory.observe.Fronts;
import io.ecsdrain.inventory.observe.ServiceReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what {@code rollback} decides upon. */
public final class RollbackReader {

    private final NameReader names;
    private final LiveReader live;

    public RollbackReader(AwsClients clients, String cluster, NameReader names) {
        this.names = names;
        this.live = new LiveReader(clients, cluster);
    }

    /**
     * @throws io.ecsdrain.contract.NotThere if the cluster does not exist
     * @throws Unreadable if anything could not be read
     */
    public RollbackView read(DeploymentKey key) {
        ServiceReader.Listed listed = names.services();
        NameView view = names.read(key.name(), listed);
        List<TargetGroupView> groups = new ArrayList<>();
        for (String arn : view.service(key).map(ServiceView::targetGroupArns).orElse(List.of())) {
            live.targetGroup(arn).require("target group " + arn).ifPresent(groups::add);
        }
        Set<String> balancers = new TreeSet<>();
        groups.forEach(group -> balancers.addAll(group.loadBalancerArns()));
        List<ListenerView> listeners = new ArrayList<>();
        List<Front> fronts = new ArrayList<>();
        for (String balancer : balancers) {
            Unreadable.require("the listeners of " + balancer, live.listenersOf(balancer))
                    .forEach(listener -> {
                        listeners.add(withRules(listener));
                        fronts.add(Fronts.of(listener.raw()));
                    });
        }
        return new RollbackView(view, groups, listeners, fronts, owners(listed, view, listeners));
    }

    private ListenerView withRules(LiveListener listener) {
        return listener.with(Unreadable.require("the rules of " + listener.arn(), live.rules(listener.arn())));
    }

    private Owners owners(ServiceReader.Listed listed, NameView view, List<ListenerView> listeners) {
        Map<String, DeploymentKey> owners = new HashMap<>();
        Map<DeploymentKey, ServiceView> services = new HashMap<>(listed.deployments());
        services.putAll(view.services());
        services.forEach((key, service) -> service.targetGroupArns().forEach(arn -> owners.put(arn, key)));
        listeners.stream()
                .flatMap(listener -> listener.defaultTargets().stream())
                .map(target -> target.targetGroupArn())
                .distinct()
                .forEach(arn -> live.targetGroup(arn)
                        .require("target group " + arn)
                        .flatMap(group -> DeploymentKey.fromTags(group.tags()))
                        .ifPresent(owner -> owners.put(arn, owner)));
        return new Owners(owners, Owners.moved(services.values()));
    }
}
