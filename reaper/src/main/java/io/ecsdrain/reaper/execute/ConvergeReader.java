package io.ecsdrain.reaper.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.AwsClients;
import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.inventory.observe.Ownership;
import io.ecsdrain.reaper.plan.ConvergePlan;
import io.ecsdrain.reaper.plan.ConvergeView;
import io.ecsdrain.reaper.plan.Live;
import io.ecsdrain.reaper.plan.Routes;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what one pass of converge looks at, of one name alone. Where there is no register, the load balancer is none of its
 * business; where nothing is to be written whatever the health of the targets, that is not asked for.
 */
final class ConvergeReader {

    private final LiveReader reader;

    ConvergeReader(AwsClients clients, String cluster) {
        this.reader = new LiveReader(clients, cluster);
    }

    /** @throws Unreadable if anything of it could not be read */
    ConvergeView read(String name) {
        NameParameters parameters = Unreadable.require(reader.parameters(name));
        Optional<DeploymentKey> winner = Live.winner(name, parameters.register(), parameters.states());
        Optional<ServiceView> service = winner.flatMap(key -> Unreadable.require(reader.taggedService(key)))
                // One that ECS is deleting is as good as gone: nobody is to be drained for it.
                .filter(ServiceView::isAlive);
        Optional<Group> group = parameters.register().isEmpty()
                ? Optional.empty()
                : service.filter(found -> found.targetGroupArns().size() == 1).flatMap(this::group);
        List<LiveListener> listeners = group.map(this::listeners).orElse(List.of());
        ConvergeView healthy = new ConvergeView(
                name,
                parameters.register(),
                parameters.states(),
                service,
                group.map(Group::arn),
                group.map(found -> allHealthy(service.orElseThrow())).orElse(List.of()),
                listeners.stream()
                        .map(listener -> defaultAction(listener, winner.orElseThrow(), group.orElseThrow()))
                        .toList(),
                group.isEmpty() ? Map.of() : groupsOf(parameters, winner.orElseThrow(), group.get(), listeners));
        return group.isEmpty() || ConvergePlan.step(healthy).isEmpty()
                ? healthy
                : healthy.with(Unreadable.require(reader.targets(group.get().arn())));
    }

    /** @param balancers those that it hangs on */
    private record Group(String arn, List<String> balancers) {}

    private Optional<Group> group(ServiceView service) {
        String arn = service.targetGroupArns().get(0);
        return Optional.ofNullable(
                        Unreadable.require(reader.balancers(List.of(arn))).get(arn))
                .map(balancers -> new Group(arn, balancers));
    }

    private List<LiveListener> listeners(Group group) {
        return group.balancers().stream()
                .flatMap(balancer -> Unreadable.require(reader.listenersOf(balancer)).stream())
                .toList();
    }

    /** As good as targets can be. */
    private static List<Target> allHealthy(ServiceView service) {
        return Collections.nCopies(Math.max(1, service.desiredCount()), new Target("", 0, "healthy", Optional.empty()));
    }

    private ConvergeView.DefaultAction defaultAction(LiveListener listener, DeploymentKey live, Group group) {
        boolean lost = listener.isVacant()
                && Unreadable.require(reader.rules(listener.arn(), any -> true)).stream()
                        .anyMatch(rule -> Routes.isTagged(live, group.arn(), rule.view()));
        return new ConvergeView.DefaultAction(listener.arn(), listener.defaultTargets(), lost);
    }

    /** Whose the groups are that default actions lead to: of a service of this name that has a state, or by their own tags. */
    private Map<String, DeploymentKey> groupsOf(
            NameParameters parameters, DeploymentKey winner, Group live, List<LiveListener> listeners) {
        Map<String, DeploymentKey> owners = new HashMap<>(Map.of(live.arn(), winner));
        Set<String> open = new HashSet<>();
        listeners.forEach(listener -> listener.defaultTargets().stream()
                .map(ForwardTarget::targetGroupArn)
                .filter(arn -> !owners.containsKey(arn))
                .forEach(open::add));
        if (open.isEmpty()) {
            return owners;
        }
        Unreadable.require(reader.taggedServices(parameters.states().keySet()))
                .forEach((key, service) -> service.targetGroupArns().forEach(arn -> owners.putIfAbsent(arn, key)));
        open.removeAll(owners.keySet());
        if (!open.isEmpty()) {
            Unreadable.require(reader.tagsOfTargetGroups(open))
                    .forEach((arn, tags) -> Ownership.of("target group " + arn, tags)
                            .key()
                            .filter(key -> key.name().equals(winner.name()))
                            .ifPresent(key -> owners.put(arn, key)));
        }
        return owners;
    }
}
