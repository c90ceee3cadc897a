package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.GroundsCheck;
import io.ecsdrain.lifecycle.plan.facts.DeploymentRoutes;
import io.ecsdrain.lifecycle.plan.facts.Fences;
import io.ecsdrain.lifecycle.plan.facts.LiveElection;
import io.ecsdrain.lifecycle.plan.facts.Pin;
import io.ecsdrain.lifecycle.plan.facts.StandIn;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads again what an irreversible step rests on. Each answer is the reason why the step must not be done, or empty;
 * all throw {@link Unreadable} if it cannot be read.
 */
final class Preconditions {

    /** How the states of a target end that takes no new connections. */
    private static final String DRAINING_TARGET = "draining";

    private final RoundReader reader;
    private final ListenersAnew listeners;

    Preconditions(RoundReader reader, ListenersAnew listeners) {
        this.reader = reader;
        this.listeners = listeners;
    }

    /** Parameter, register, and what the service itself has to say for these grounds. */
    Optional<String> refuted(DeploymentKey key, Grounds grounds) {
        return refuted(key, grounds, Optional.empty());
    }

    /** The same; and if {@code seen} is there, whether the parameter has been written again since. */
    Optional<String> refuted(DeploymentKey key, Grounds grounds, Optional<ParameterView> seen) {
        return refuted(key, grounds, seen, Unreadable.require(reader.decisive(key)));
    }

    /**
     * Asked last before an irreversible step. If the rest took longer to read than an answer is believed, what people
     * and deployers write first (state, register, pin) is read once more.
     */
    Optional<String> changedMeanwhile(DeploymentKey key, Grounds grounds, Optional<ParameterView> seen) {
        if (!reader.isOld()) {
            return Optional.empty();
        }
        reader.forget();
        return refuted(key, grounds, seen).or(() -> withheld(reader.service(key).require()));
    }

    /**
     * What stands against scaling down one that drains: beside all else, whether clients are led to it, and whether it
     * is the one that is left to serve while the live one cannot.
     */
    Optional<String> needed(DeploymentKey key, Attachments attachments, Optional<ParameterView> seen) {
        return refuted(key, Grounds.DRAINING, seen)
                .or(() -> withheld(reader.service(key).require()))
                .or(() -> led(key, attachments))
                .or(() -> otherUser(key, attachments.targetGroups()))
                .or(() -> standsIn(key));
    }

    /**
     * Whether it is the one left to serve. If another reads {@code active} and can serve, the rest of the name need not
     * be read, whichever deployment has been named live since.
     */
    private Optional<String> standsIn(DeploymentKey key) {
        if (reader.remembered(key.name()).require().filter(StandIn::canServe).isPresent()) {
            return Optional.empty();
        }
        NameParameters parameters = Unreadable.require(reader.parameters(key.name()));
        Optional<DeploymentKey> winner = LiveElection.winner(key.name(), parameters.register(), parameters.states());
        if (winner.isEmpty()) {
            return Optional.empty();
        }
        if (winner.get().equals(key)) {
            // The register was written since its own look, which came before this one.
            return Optional.of("it is to be live now");
        }
        Map<DeploymentKey, ServiceView> live = Unreadable.require(reader.taggedServices(List.of(winner.get())));
        if (Optional.ofNullable(live.get(winner.get()))
                .filter(StandIn::canServe)
                .isPresent()) {
            reader.remember(winner.get());
            return Optional.empty();
        }
        Map<DeploymentKey, ServiceView> ofName = new TreeMap<>(
                Unreadable.require(reader.taggedServices(parameters.states().keySet())));
        ofName.putAll(live);
        return StandIn.needed(key, parameters, List.copyOf(ofName.values()));
    }

    private Optional<String> refuted(
            DeploymentKey key, Grounds grounds, Optional<ParameterView> seen, NameParameters parameters) {
        Optional<String> ungrounded = GroundsCheck.refuted(key, grounds, seen, parameters);
        if (ungrounded.isPresent()) {
            return ungrounded;
        }
        if (grounds == Grounds.DRAINING) {
            return Optional.empty();
        }
        Optional<ServiceView> service = reader.service(key).require();
        return refutedByService(grounds, service).or(() -> pinned(service));
    }

    /** Whether something else moves its tasks by now, or a person has pinned it. */
    private Optional<String> withheld(Optional<ServiceView> service) {
        return managed(service).or(() -> pinned(service));
    }

    /** Whether a person has pinned it since the plan. */
    private Optional<String> pinned(Optional<ServiceView> service) {
        return service.flatMap(found -> Pin.holding(found.tags(), reader.now()));
    }

    private static Optional<String> refutedByService(Grounds grounds, Optional<ServiceView> service) {
        boolean alive = service.filter(ServiceView::isAlive).isPresent();
        if (grounds == Grounds.LEFTOVER) {
            // ListServices does not show one that ECS is deleting, though its last tasks may have sessions.
            return service.map(found -> "its service is " + found.status());
        }
        TagState wanted =
                switch (grounds) {
                    case RETIRED -> TagState.RETIRED;
                    case UNMARKED -> TagState.DRAINING;
                    default -> TagState.DEPLOYING;
                };
        // A service that is gone cannot deny its mark; what is left of the deployment is then as good as swept.
        if (alive && !service.get().isTagged(wanted)) {
            return Optional.of("its service is no longer tagged " + wanted.word());
        }
        return grounds != Grounds.HALF_CREATED && alive && service.get().desiredCount() > 0
                ? Optional.of("it was scaled up again")
                : Optional.empty();
    }

    /**
     * Whether anything but its own rules leads to it by now. Where one of those is not parked, also whether another
     * service has taken one of its target groups: clients would come to that one by the rule, which is deleted before
     * the group.
     */
    Optional<String> routed(DeploymentKey key, Attachments attachments) {
        DeploymentRoutes routes = routes(key, attachments);
        return routes.obstacleAsRead()
                .or(() -> routes.unparked().isEmpty() ? Optional.empty() : otherUser(key, attachments.targetGroups()));
    }

    /**
     * Whether anything leads clients to it, its own rules included, for another run may have un-parked them; or another
     * service has taken one of its target groups.
     */
    Optional<String> reachable(DeploymentKey key, Attachments attachments) {
        return led(key, attachments).or(() -> otherUser(key, attachments.targetGroups()));
    }

    private Optional<String> led(DeploymentKey key, Attachments attachments) {
        return routes(key, attachments).leading();
    }

    /**
     * Names the parking of its own rules as they are now, see {@link Fences#digest}; empty if one leads clients to it.
     */
    Optional<String> parking(DeploymentKey key, Attachments attachments) {
        return Fences.digest(routes(key, attachments).own());
    }

    /**
     * Whether the fence that its tasks have answered has been replaced or taken back since, or does not fit its rules
     * any more.
     */
    Optional<String> fenceGone(DeploymentKey key, Action.ScaleToZero zero) {
        return zero.fence()
                .flatMap(answered -> Fences.gone(
                        answered,
                        reader.fence(key).require(),
                        zero.state().orElseThrow(),
                        routes(key, zero.attachments()).own()));
    }

    private DeploymentRoutes routes(DeploymentKey key, Attachments attachments) {
        Set<String> balancers = new TreeSet<>(attachments.loadBalancers());
        List<TargetGroupView> groups = attachments.targetGroups().stream()
                .flatMap(arn -> reader.attached(arn).require().stream())
                .toList();
        // A group may have been hung on a load balancer since the snapshot.
        groups.forEach(group -> balancers.addAll(group.loadBalancerArns()));
        return DeploymentRoutes.of(key, attachments.targetGroups(), groups, listeners.withRules(balancers));
    }

    /**
     * Another service that uses one of the target groups; AWS itself would not refuse to delete them. Only a list of
     * all services tells who it is, and the run began with one. Whether one came since shows in the targets: it has
     * registered more than {@code key} has tasks.
     */
    Optional<String> otherUser(DeploymentKey key, Collection<String> groups) {
        int own = reader.service(key)
                .require()
                .map(service -> service.runningCount() + service.pendingCount())
                .orElse(0);
        boolean more = groups.stream().anyMatch(arn -> serving(arn) > own);
        return more ? otherUser(key, groups, Unreadable.require(reader.services())) : Optional.empty();
    }

    private long serving(String groupArn) {
        return Unreadable.require(reader.targets(groupArn)).stream()
                .filter(target -> !target.state().endsWith(DRAINING_TARGET))
                .count();
    }

    private static Optional<String> otherUser(
            DeploymentKey key, Collection<String> groups, List<ServiceView> services) {
        return services.stream()
                .filter(other -> !other.name().equals(key.serviceName())
                        && other.targetGroupArns().stream().anyMatch(groups::contains))
                .map(other -> "service " + other.name() + " uses its target group")
                .findFirst();
    }

    /**
     * Whether a target is registered in the target groups of a leftover. Its service is unknown in this cluster, but
     * load balancer and parameters are the whole account's: the service may stand in another cluster.
     */
    Optional<String> serving(Grounds grounds, Collection<String> groups) {
        return grounds == Grounds.LEFTOVER
                ? groups.stream().flatMap(arn -> target(arn).stream()).findFirst()
                : Optional.empty();
    }

    private Optional<String> target(String groupArn) {
        return Unreadable.require(reader.targets(groupArn)).stream()
                .findFirst()
                .map(target -> "target " + target.id() + " is registered in " + groupArn
                        + ": deregister it if nothing of this deployment is left in any cluster");
    }

    /** Whether it is at desired 0 and every task, over both desiredStatus filters, is STOPPED. */
    Optional<String> notQuiet(DeploymentKey key) {
        Optional<ServiceView> service = reader.service(key).require();
        Optional<String> manager = managed(service);
        if (manager.isPresent()) {
            return manager;
        }
        if (service.filter(found -> found.desiredCount() > 0).isPresent()) {
            return Optional.of("its desired count is " + service.get().desiredCount());
        }
        return service.flatMap(found -> runningTask(found, List.of()));
    }

    /** Since the plan it may have been given another strategy or controller. */
    private static Optional<String> managed(Optional<ServiceView> service) {
        return service.flatMap(ServiceView::managedBy).map(by -> "its tasks and its clients are moved by " + by);
    }

    /** A task that has not stopped, {@code except} those with these ids; without a service there is none. */
    Optional<String> runningTask(DeploymentKey key, List<String> except) {
        return reader.service(key).require().flatMap(service -> runningTask(service, except));
    }

    private Optional<String> runningTask(ServiceView service, List<String> except) {
        return Unreadable.require(reader.tasks(service)).stream()
                .filter(task -> !task.isStopped() && !except.contains(task.taskId()))
                .map(task -> "task " + task.taskId() + " is " + task.lastStatus())
                .findFirst();
    }
}
