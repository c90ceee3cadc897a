package io.ecsdrain.deployer.plan.rollback;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.activate.ActivatePlan;
import io.ecsdrain.deployer.plan.activate.ManagedElsewhere;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.activate.Pointing;
import io.ecsdrain.deployer.plan.activate.Write;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.lifecycle.plan.facts.DeploymentRoutes;
import io.ecsdrain.lifecycle.plan.facts.TagCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What makes an older, still existing deployment live again.
 *
 * @param refusals every reason not to begin; the rest is meaningless then
 * @param register the write that comes before any other effect, if one is missing
 * @param claim what says of the deployment itself that it is active, as far as it is missing
 * @param parked its own rules that are parked
 * @param pointings the default actions that are to be its own
 * @param fallback the deployment that is live now, and is again if this fails; empty if no other deployment could serve
 */
public record RollbackPlan(
        List<String> refusals,
        Optional<Write> register,
        List<Write> claim,
        List<RuleRef> parked,
        List<Pointing> pointings,
        Optional<DeploymentKey> fallback) {

    public RollbackPlan {
        refusals = List.copyOf(refusals);
        claim = List.copyOf(claim);
        parked = List.copyOf(parked);
        pointings = List.copyOf(pointings);
    }

    public static RollbackPlan of(RollbackView view, DeploymentKey key) {
        NameView name = view.name();
        List<String> refusals = new ArrayList<>();
        Optional<ServiceView> service = name.service(key);
        if (service.isEmpty()) {
            refusals.add(key.id() + " is gone: its service is deleted, only its parameter is left");
            return new RollbackPlan(refusals, Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());
        }
        ending(name, key, service.get()).ifPresent(refusals::add);
        ManagedElsewhere.refusal("rollback", key, service).ifPresent(refusals::add);
        noCount(service.get()).ifPresent(refusals::add);
        DefaultActions defaults = DefaultActions.of(view, key, service.get());
        refusals.addAll(defaults.refusals());
        boolean isLive = name.live().equals(Optional.of(key));
        return new RollbackPlan(
                refusals,
                ActivatePlan.register(name, key, true, isLive),
                claim(name, key, service.get(), isLive),
                parked(view, key, service.get()),
                defaults.pointings(),
                fallback(name, key));
    }

    /** Who is live now, and is again if {@code key} does not become it; empty if no other could serve. */
    public static Optional<DeploymentKey> fallback(NameView name, DeploymentKey key) {
        return name.live().filter(live -> !live.equals(key)).filter(live -> canServe(name, live));
    }

    /** A mark that a deletion has begun, unless it was called off: nothing of a live deployment is deleted. */
    private static Optional<String> ending(NameView name, DeploymentKey key, ServiceView service) {
        if (!service.isAlive()) {
            return Optional.of(key.id() + " is gone: ECS says its service is " + service.status());
        }
        return isRetired(service) && !name.live().equals(Optional.of(key))
                ? Optional.of(key.id() + " is retired: what belongs to it is being deleted")
                : Optional.empty();
    }

    private static boolean isRetired(ServiceView service) {
        return service.isTagged(TagState.RETIRED);
    }

    private static Optional<String> noCount(ServiceView service) {
        boolean known = service.desiredCount() > 0
                || TagCodec.count(service.tags().get(Tags.DESIRED_COUNT))
                        .filter(count -> count > 0)
                        .isPresent();
        return known
                ? Optional.empty()
                : Optional.of(service.name() + " is at desired count 0 and no tag '" + Tags.DESIRED_COUNT
                        + "' says what it was: scale it up first");
    }

    private static List<Write> claim(NameView name, DeploymentKey key, ServiceView service, boolean isLive) {
        List<Write> claim = new ArrayList<>();
        if (!isLive || !name.says(key, DeploymentState.ACTIVE)) {
            claim.add(new Write.PutState(key, DeploymentState.ACTIVE));
        }
        ActivatePlan.tag(key, service, TagState.ACTIVE).ifPresent(claim::add);
        return claim;
    }

    private static List<RuleRef> parked(RollbackView view, DeploymentKey key, ServiceView service) {
        return DeploymentRoutes.of(key, service.targetGroupArns(), view.listeners()).own().stream()
                .filter(RuleView::isParked)
                .map(RuleRef::of)
                .toList();
    }

    private static boolean canServe(NameView name, DeploymentKey live) {
        return name.service(live)
                .filter(service -> service.isAlive() && !isRetired(service))
                .isPresent();
    }

    /**
     * What makes the others drain once {@code key} serves: every one that is active, and as in {@code activate} the
     * earlier ones that never had a state. A later one without a state is still in the making and is left alone.
     */
    public static List<ActivatePlan.Drain> drains(NameView name, DeploymentKey key, Duration deployTimeout) {
        List<ActivatePlan.Drain> drains = new ArrayList<>();
        for (DeploymentKey other : name.deployments()) {
            boolean active = name.says(other, DeploymentState.ACTIVE);
            boolean earlier = name.byAge().compare(other, key) < 0;
            if (!other.equals(key)
                    && (active || earlier && !ActivatePlan.isBeingDeployed(name, other, deployTimeout))) {
                ActivatePlan.drain(name, other, drains);
            }
        }
        return drains;
    }
}
