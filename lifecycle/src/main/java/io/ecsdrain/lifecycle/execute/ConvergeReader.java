package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Ownership;
import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.plan.converge.ConvergePlan;
import io.ecsdrain.lifecycle.plan.converge.ConvergeView;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import io.ecsdrain.lifecycle.plan.facts.DeploymentRoutes;
import io.ecsdrain.lifecycle.plan.facts.LiveElection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what one pass of converge looks at, of one name alone. Where there is no register, the load balancer is none of
 * its business; where nothing is to be written whatever the health of the targets, that is not asked for.
 */
final class ConvergeReader {

    private final LiveReader reader;
    private final InstantSource time;

    ConvergeReader(AwsClients clients, String cluster, InstantSource time) {
        this.time = time;
        this.reader = new LiveReader(clients, cluster);
    }

    /** @throws Unreadable if anything of it could not be read */
    ConvergeView read(String name) {
        ConvergeView healthy = ifHealthy(name);
        return healthy.targetGroup().isEmpty() || ConvergePlan.step(healthy).isEmpty() ? healthy : whole(healthy);
    }

    /** The same, with the targets' health in any case. */
    ConvergeView readWhole(String name) {
        ConvergeView healthy = ifHealthy(name);
        return healthy.targetGroup().isEmpty() ? healthy : whole(healthy);
    }

    private ConvergeView whole(ConvergeView healthy) {
        return healthy.with(
                Unreadable.require(reader.targets(healthy.targetGroup().orElseThrow())));
    }

    private ConvergeView ifHealthy(String name) {
        NameParameters parameters = Unreadable.require(reader.parameters(name));
        Optional<DeploymentKey> winner = LiveElection.winner(name, parameters.register(), parameters.states());
        Optional<ServiceView> service = winner.flatMap(
                        key -> reader.taggedService(key).require())
                // One that ECS is deleting is as good as gone: no other is drained for it.
                .filter(ServiceView::isAlive);
        if (parameters.register().isEmpty() || service.isEmpty()) {
            return new ConvergeView(
                    name,
                    parameters.register(),
                    parameters.states(),
                    service,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of());
        }
        return registered(name, parameters, winner.orElseThrow(), service.get());
    }

    private ConvergeView registered(String name, NameParameters parameters, DeploymentKey live, ServiceView service) {
        Optional<Group> group = service.soleTargetGroup().flatMap(this::group);
        List<String> balancers = group.map(Group::balancers).orElse(List.of());
        List<LiveListener> listeners = listeners(balancers);
        List<LiveListener> elsewhere = listeners(elsewhere(parameters, live, balancers));
        List<LiveListener> all = new ArrayList<>(listeners);
        all.addAll(elsewhere);
        Map<String, DeploymentKey> owners = groupsOf(parameters, live, service, all);
        return new ConvergeView(
                name,
                parameters.register(),
                parameters.states(),
                Optional.of(service),
                group.map(Group::arn),
                group.map(found -> allHealthy(service)).orElse(List.of()),
                listeners.stream()
                        .map(listener -> defaultAction(listener, live, group.orElseThrow(), owners))
                        .toList(),
                elsewhere.stream()
                        .map(listener -> new ConvergeView.DefaultAction(listener.arn(), listener.defaultTargets()))
                        .toList(),
                owners,
                canaries(parameters, live, owners));
    }

    /** Of those without a state that default actions lead to: a canary has none until it is live or ended. */
    private Map<DeploymentKey, Boolean> canaries(
            NameParameters parameters, DeploymentKey live, Map<String, DeploymentKey> owners) {
        Set<DeploymentKey> stateless = new TreeSet<>(owners.values());
        stateless.removeAll(parameters.states().keySet());
        stateless.remove(live);
        return stateless.isEmpty()
                ? Map.of()
                : CanaryMark.among(
                        Unreadable.require(reader.taggedServices(stateless)),
                        parameters.states(),
                        Optional.of(live),
                        time.instant());
    }

    /** Load balancers other than the live one's that may lead clients to a deployment which would be made draining. */
    private Set<String> elsewhere(NameParameters parameters, DeploymentKey live, List<String> own) {
        Set<DeploymentKey> active = new HashSet<>();
        parameters.states().forEach((key, state) -> {
            if (!key.equals(live) && state.says(DeploymentState.ACTIVE)) {
                active.add(key);
            }
        });
        Set<String> groups = new HashSet<>();
        if (!active.isEmpty()) {
            Unreadable.require(reader.taggedServices(active))
                    .values()
                    .forEach(service -> groups.addAll(service.targetGroupArns()));
        }
        Set<String> others = new TreeSet<>();
        if (!groups.isEmpty()) {
            Unreadable.require(reader.balancers(groups)).values().forEach(others::addAll);
        }
        own.forEach(others::remove);
        return others;
    }

    /** @param balancers those that it hangs on */
    private record Group(String arn, List<String> balancers) {}

    private Optional<Group> group(String arn) {
        return Optional.ofNullable(
                        Unreadable.require(reader.balancers(List.of(arn))).get(arn))
                .map(balancers -> new Group(arn, balancers));
    }

    private List<LiveListener> listeners(Collection<String> balancers) {
        return balancers.stream()
                .flatMap(balancer -> Unreadable.require(reader.listenersOf(balancer)).stream())
                .toList();
    }

    /** As good as targets can be. */
    private static List<Target> allHealthy(ServiceView service) {
        return Collections.nCopies(Math.max(1, service.desiredCount()), new Target("", 0, "healthy", Optional.empty()));
    }

    private ConvergeView.DefaultAction defaultAction(
            LiveListener listener, DeploymentKey live, Group group, Map<String, DeploymentKey> owners) {
        boolean lost = listener.isVacant()
                && Unreadable.require(reader.rules(listener.arn())).stream()
                        .anyMatch(rule -> DeploymentRoutes.isTagged(live, group.arn(), rule.view()));
        boolean leadsElsewhere = listener.defaultTargets().stream()
                .map(target -> owners.get(target.targetGroupArn()))
                .anyMatch(owner -> owner != null && !owner.equals(live));
        return new ConvergeView.DefaultAction(
                listener.arn(),
                listener.defaultTargets(),
                lost,
                !leadsElsewhere || listener.defaultTargets().stream().anyMatch(this::mayServe));
    }

    /** What could not be read may well be healthy. */
    private boolean mayServe(ForwardTarget target) {
        return target.weight() > 0
                && !reader.targets(target.targetGroupArn()).isKnownAnd(targets -> targets.stream()
                        .noneMatch(each -> each.state().equals("healthy")));
    }

    /**
     * Whose the groups are that default actions lead to: of a service of this name that has a state, or by their own
     * tags.
     */
    private Map<String, DeploymentKey> groupsOf(
            NameParameters parameters, DeploymentKey winner, ServiceView live, List<LiveListener> listeners) {
        Map<String, DeploymentKey> owners = new HashMap<>();
        live.targetGroupArns().forEach(arn -> owners.put(arn, winner));
        Set<String> open = new HashSet<>();
        listeners.forEach(listener -> listener.defaultTargets().stream()
                .map(ForwardTarget::targetGroupArn)
                .filter(arn -> !owners.containsKey(arn))
                .forEach(open::add));
        if (open.isEmpty()) {
            return owners;
        }
        Unreadable.require(reader.taggedServices(parameters.states().keySet())).forEach((key, service) -> {
            // A default action that something else moves is not converge's to move.
            if (service.managedBy().isEmpty()) {
                service.targetGroupArns().forEach(arn -> owners.putIfAbsent(arn, key));
            }
            service.targetGroupArns().forEach(open::remove);
        });
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
