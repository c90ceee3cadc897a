package io.ecsdrain.reaper.plan.facts;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Names;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.converge.Disagreement;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import io.ecsdrain.lifecycle.plan.facts.LiveElection;
import io.ecsdrain.lifecycle.plan.facts.StandIn;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What concerns all deployments of one name.
 *
 * @param register as observed
 * @param winner the intended live deployment, as far as it can be known
 * @param winnerIsThere whether the winner has a service that ECS is not deleting
 * @param previousYoungestFirst those draining that could be gone back to: they were live once, and are still scaled or
 *     marked as kept
 * @param standIn the one of those still scaled that is left to serve while the winner cannot
 * @param canaryGoesOn whether a canary takes a share of the winner's new clients, who may all come back to it
 * @param disagrees whether converge has something to do
 */
public record NameFacts(
        Lookup<ParameterView> register,
        Optional<DeploymentKey> winner,
        boolean winnerIsThere,
        List<DeploymentKey> previousYoungestFirst,
        Optional<DeploymentKey> standIn,
        boolean canaryGoesOn,
        boolean disagrees) {

    public static Map<String, NameFacts> in(ClusterSnapshot snapshot) {
        Map<String, List<Deployment>> byName = snapshot.deployments().stream()
                .collect(Collectors.groupingBy(each -> each.key().name()));
        Map<String, NameFacts> facts = new HashMap<>();
        byName.forEach((name, deployments) -> facts.put(name, of(name, deployments, snapshot)));
        return facts;
    }

    private static NameFacts of(String name, List<Deployment> deployments, ClusterSnapshot snapshot) {
        Lookup<ParameterView> register =
                snapshot.registers().getOrDefault(name, Lookup.unknown("the register was not read"));
        Map<DeploymentKey, ParameterView> states = new HashMap<>();
        for (Deployment deployment : deployments) {
            deployment.parameter().found().ifPresent(found -> states.put(deployment.key(), found));
        }
        Map<DeploymentKey, ServiceView> services = new HashMap<>();
        deployments.forEach(each -> each.service().ifPresent(service -> services.put(each.key(), service)));
        Optional<ParameterView> registered = register.found();
        Optional<DeploymentKey> winner = LiveElection.winner(name, registered, states);
        return new NameFacts(
                register,
                winner,
                winner.map(services::get).filter(ServiceView::isAlive).isPresent(),
                StandIn.keptToo(states, services),
                StandIn.standIn(winner, states, services),
                CanaryMark.among(services, states, winner, snapshot.takenAt()).containsValue(true),
                Disagreement.exists(name, registered, states, deployments, snapshot.routing(), snapshot.takenAt()));
    }

    /** The decision that keeps {@code key} because it is, or may be, the one that is to be live. */
    public Optional<Decision> protects(DeploymentKey key) {
        Optional<String> unread = register.unknownBecause();
        if (unread.isPresent()) {
            return Optional.of(
                    Decision.keep(key, Reason.STATE_UNKNOWN, "the register could not be read: " + unread.get()));
        }
        return winner.filter(key::equals)
                .map(same -> Decision.keep(
                        key, Reason.REGISTERED_LIVE, "the register names it as the one that is to be live"));
    }

    /**
     * What a person should know of a register that names no deployment; empty if it is missing, unread or names one.
     */
    public Optional<String> unusableRegister() {
        return register.found()
                .filter(found -> !Names.isValid(found.value()))
                .map(found -> "the register " + found.name() + " reads '" + found.value()
                        + "', which is no deployment id: the states alone say which deployment is live");
    }

    public boolean isWinner(DeploymentKey key) {
        return winner.filter(key::equals).isPresent();
    }

    /** What to do about a winner without a service, to be added to a sentence; empty if it has one. */
    public String missingWinner() {
        return winnerIsThere
                ? ""
                : winner.map(live ->
                                ", " + live.id() + ", which has no service: if that is not about to be created, delete "
                                        + live.stateParameter() + " or roll back to the one that serves")
                        .orElse("");
    }

    /** Why {@code key} has to go on serving although it drains; empty if it need not. */
    public Optional<String> standsIn(DeploymentKey key) {
        return standIn.filter(key::equals).map(same -> StandIn.explained(winner.orElseThrow()));
    }

    /** Whether {@code key} is one of those that KEEP_PREVIOUS keeps. */
    public boolean isKept(DeploymentKey key, ReaperPolicy policy) {
        return isAmongYoungest(key, policy.keepPrevious());
    }

    /**
     * Whether {@code service}, at desired 0, is kept by its mark. A run that was told of no KEEP_PREVIOUS, such as one
     * by hand, keeps the youngest all the same: the mark says that another run's policy does.
     */
    public boolean isKeptAtZero(DeploymentKey key, ServiceView service, ReaperPolicy policy) {
        return service.tags().containsKey(Tags.KEPT) && isAmongYoungest(key, Math.max(1, policy.keepPrevious()));
    }

    private boolean isAmongYoungest(DeploymentKey key, int many) {
        int place = previousYoungestFirst.indexOf(key);
        return place >= 0 && place < many;
    }

    /** Names to be converged even if nothing of them is written in this run. */
    public static Set<String> disagreeing(Map<String, NameFacts> facts) {
        return facts.entrySet().stream()
                .filter(entry -> entry.getValue().disagrees())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
