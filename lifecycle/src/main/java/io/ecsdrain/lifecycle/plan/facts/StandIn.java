package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The draining deployments of a name that could be gone back to at once: they were live once and are still scaled. */
public final class StandIn {

    private StandIn() {}

    /** Youngest first, by ECS's creation time. */
    public static List<DeploymentKey> youngestFirst(
            Map<DeploymentKey, ParameterView> states, Map<DeploymentKey, ServiceView> services) {
        return youngestFirst(states, services, service -> service.desiredCount() > 0);
    }

    /** The same, and in their places those that are marked as kept, which a rollback has to scale up first. */
    public static List<DeploymentKey> keptToo(
            Map<DeploymentKey, ParameterView> states, Map<DeploymentKey, ServiceView> services) {
        return youngestFirst(
                states,
                services,
                service -> service.desiredCount() > 0 || service.tags().containsKey(Tags.KEPT));
    }

    private static List<DeploymentKey> youngestFirst(
            Map<DeploymentKey, ParameterView> states,
            Map<DeploymentKey, ServiceView> services,
            Predicate<ServiceView> isThere) {
        return services.entrySet().stream()
                .filter(entry ->
                        isThere.test(entry.getValue()) && isPrevious(entry.getValue(), states.get(entry.getKey())))
                .sorted(Comparator.comparing((Map.Entry<DeploymentKey, ServiceView> entry) ->
                                entry.getValue().createdAt())
                        .thenComparing(Map.Entry::getKey)
                        .reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The one that is left to serve while the deployment that is to be live cannot: the youngest that runs a task, or
     * else the youngest. An id without a service may be mistyped, or its service is yet to come.
     *
     * @param winner the intended live deployment
     * @param services of this name
     * @return empty if none is to be live, or if the one that is can serve
     */
    public static Optional<DeploymentKey> standIn(
            Optional<DeploymentKey> winner,
            Map<DeploymentKey, ParameterView> states,
            Map<DeploymentKey, ServiceView> services) {
        if (winner.map(services::get).filter(StandIn::canServe).isPresent() || winner.isEmpty()) {
            return Optional.empty();
        }
        List<DeploymentKey> candidates = youngestFirst(states, services).stream()
                .filter(key -> !key.equals(winner.get()))
                .toList();
        return candidates.stream()
                .filter(key -> services.get(key).runningCount() > 0)
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    /** What keeps the stand-in of {@code winner}, for people. */
    public static String explained(DeploymentKey winner) {
        return winner.id() + " is to be live, but has no service or no running task: this one is left to serve";
    }

    /** Why {@code key} must go on serving by what was read again; empty if it need not. */
    public static Optional<String> needed(DeploymentKey key, NameParameters parameters, List<ServiceView> services) {
        Optional<DeploymentKey> winner = LiveElection.winner(key.name(), parameters.register(), parameters.states());
        Map<DeploymentKey, ServiceView> ofName = new HashMap<>();
        for (ServiceView service : services) {
            winner.filter(live -> isOf(live, service)).ifPresent(live -> ofName.put(live, service));
            parameters.states().keySet().stream()
                    .filter(each -> isOf(each, service))
                    .forEach(each -> ofName.put(each, service));
        }
        return standIn(winner, parameters.states(), ofName)
                .filter(key::equals)
                .map(same -> explained(winner.orElseThrow()));
    }

    /** At desired 0 without our mark its team has scaled it to zero, and wants no deployment to serve. */
    public static boolean canServe(ServiceView live) {
        return live.isAlive()
                && (live.runningCount() > 0
                        || live.desiredCount() == 0 && !live.tags().containsKey(Tags.DESIRED_COUNT));
    }

    private static boolean isPrevious(ServiceView service, ParameterView state) {
        return state != null
                && state.says(DeploymentState.DRAINING)
                && service.isAlive()
                // Nothing here can lead clients back to one that something else moves.
                && service.managedBy().isEmpty()
                && !neverLive(service, state);
    }

    /** What {@code deploy} created has the first word {@code active}, unless it never got so far as to be made live. */
    private static boolean neverLive(ServiceView service, ParameterView state) {
        return state.version() == 1 && service.tags().containsKey(Tags.CREATED_AT);
    }

    private static boolean isOf(DeploymentKey key, ServiceView service) {
        return key.serviceName().equals(service.name()) && key.owns(service.tags());
    }
}
