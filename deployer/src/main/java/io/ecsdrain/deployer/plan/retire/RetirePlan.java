package io.ecsdrain.deployer.plan.retire;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.deployer.plan.activate.ActivatePlan;
import io.ecsdrain.deployer.plan.activate.ActivatePlan.Drain;
import io.ecsdrain.deployer.plan.activate.ManagedElsewhere;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.facts.Pin;
import io.ecsdrain.lifecycle.plan.facts.StandIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one deployment is made draining without another being made live.
 *
 * @param refusal why nothing may be written
 * @param drains what makes it drain; empty if it drains already
 */
public record RetirePlan(Optional<String> refusal, List<Drain> drains) {

    public RetirePlan {
        drains = List.copyOf(drains);
    }

    /** @param view holds the deployment */
    public static RetirePlan of(NameView view, DeploymentKey key) {
        Optional<String> refusal = refusal(view, key);
        List<Drain> drains = new ArrayList<>();
        if (refusal.isEmpty()) {
            ActivatePlan.drain(view, key, drains);
        }
        return new RetirePlan(refusal, drains);
    }

    private static Optional<String> refusal(NameView view, DeploymentKey key) {
        Optional<ServiceView> service = view.service(key);
        if (view.live().equals(Optional.of(key))) {
            return Optional.of(key.id() + " is live: deploy a newer one, or ./drain rollback --deployment-name "
                    + key.name() + " --to an older one, and it drains by itself");
        }
        if (service.isEmpty()) {
            return Optional.of(key.id() + " has no service in this cluster: there is nothing to retire");
        }
        if (service.get().isTagged(TagState.RETIRED)) {
            return Optional.of(key.id() + " is retired already: what belongs to it is being deleted");
        }
        return ManagedElsewhere.refusal("retire", key, service)
                .or(() -> Pin.holding(service.get().tags(), view.now())
                        .map(pinned -> pinned + ": ./drain unpin " + key.id() + " first"))
                .or(() -> StandIn.needed(
                        key, view.parameters(), List.copyOf(view.services().values())));
    }
}
