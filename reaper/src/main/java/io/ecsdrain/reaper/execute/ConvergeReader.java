package io.ecsdrain.reaper.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.AwsClients;
import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.reaper.plan.ConvergeView;
import io.ecsdrain.reaper.plan.Live;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what one pass of converge looks at. Where there is no register, the load balancer is none of its business. */
final class ConvergeReader {

    private final LiveReader reader;
    private final ListenersAnew listeners;

    ConvergeReader(AwsClients clients, String cluster) {
        this.reader = new LiveReader(clients, cluster);
        this.listeners = new ListenersAnew(reader);
    }

    /** @throws Unreadable if anything of it could not be read */
    ConvergeView read(String name) {
        NameParameters parameters = Unreadable.require(reader.parameters(name));
        Optional<DeploymentKey> winner = Live.winner(name, parameters.register(), parameters.states());
        Optional<ServiceView> service = winner.flatMap(key -> Unreadable.require(reader.taggedService(key)))
                // One that ECS is deleting is as good as gone: nobody is to be drained for it.
                .filter(ServiceView::isAlive);
        Optional<TargetGroupView> group = parameters.register().isEmpty()
                ? Optional.empty()
                : service.filter(found -> found.targetGroupArns().size() == 1)
                        .flatMap(found -> Unreadable.require(
                                reader.targetGroup(found.targetGroupArns().get(0))));
        return new ConvergeView(
                name,
                parameters.register(),
                parameters.states(),
                service,
                group.map(TargetGroupView::arn),
                group.map(found -> targets(found)).orElse(List.of()),
                group.map(found -> listeners.of(found.loadBalancerArns())).orElse(List.of()).stream()
                        .map(listener -> defaultAction(listener, winner.orElseThrow(), group.orElseThrow()))
                        .toList(),
                group.isEmpty() ? Map.of() : groupsOf(name, winner.orElseThrow(), service.orElseThrow()));
    }

    private static List<Target> targets(TargetGroupView group) {
        return Unreadable.require(group.targets());
    }

    private ConvergeView.DefaultAction defaultAction(LiveListener listener, DeploymentKey live, TargetGroupView group) {
        boolean lost = listener.isVacant()
                && Unreadable.require(reader.rules(listener.arn())).stream()
                        .anyMatch(rule -> io.ecsdrain.reaper.plan.Routes.isTagged(live, group.arn(), rule.view()));
        return new ConvergeView.DefaultAction(listener.arn(), listener.defaultTargets(), lost);
    }

    private Map<String, DeploymentKey> groupsOf(String name, DeploymentKey winner, ServiceView live) {
        Map<String, DeploymentKey> owners = new HashMap<>();
        Unreadable.require(reader.services(name))
                .forEach((key, service) -> service.targetGroupArns().forEach(arn -> owners.put(arn, key)));
        // A service that was created a moment ago may not be listed yet.
        live.targetGroupArns().forEach(arn -> owners.put(arn, winner));
        return owners;
    }
}
