package io.ecsdrain.lifecycle.plan.converge;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.facts.LiveElection;
import io.ecsdrain.lifecycle.plan.facts.TagCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One step of the protocol that makes any interleaving of deployers, rollbacks, scripts and reapers end in one live
 * deployment: from what was read, the writes that are still missing. No lock is trusted, because SSM offers none; every
 * actor repeats the step until it finds nothing to write. docs/converge.md tells the protocol, and what a crash leaves
 * to the next actor.
 */
public final class ConvergePlan {

    private ConvergePlan() {}

    /** The writes in the order to make them; empty if all is as it should be, or if none is to be live. */
    public static List<ConvergeWrite> step(ConvergeView view) {
        Optional<DeploymentKey> winner = view.winner();
        // A register or a state that names a service which is not there (yet) must not drain the one that serves.
        if (winner.isEmpty()
                || view.service().isEmpty()
                || isTakenApart(view, view.service().get())) {
            return List.of();
        }
        DeploymentKey live = winner.get();
        List<ConvergeWrite> writes = new ArrayList<>();
        if (!isActive(view, live)) {
            writes.add(new ConvergeWrite.PutState(live, DeploymentState.ACTIVE));
        }
        scaledDownByUs(view.service().get())
                .ifPresent(count -> writes.add(new ConvergeWrite.RestoreDesired(live, count)));
        List<ConvergeWrite.PointDefaultAction> moved =
                defaultActions(view, live).toList();
        writes.addAll(moved);
        Serving.endedBy(view, moved).map(ConvergeWrite.EndCanary::new).forEach(writes::add);
        others(view, live)
                .filter(key -> Serving.keeps(view, key).isEmpty())
                .forEach(key -> writes.add(new ConvergeWrite.PutState(key, DeploymentState.DRAINING)));
        return List.copyOf(writes);
    }

    /**
     * Whether the deletion of the one that is to be live has gone so far that its target group is gone or hangs on no
     * load balancer. A rollback that crossed it names it in the register and takes that back; SSM may still answer with
     * the first.
     */
    private static boolean isTakenApart(ConvergeView view, ServiceView service) {
        return view.register().isPresent()
                && service.isTagged(TagState.RETIRED)
                && service.targetGroupArns().size() == 1
                && view.listeners().isEmpty();
    }

    private static boolean isActive(ConvergeView view, DeploymentKey key) {
        return Optional.ofNullable(view.states().get(key))
                .filter(LiveElection::isActive)
                .isPresent();
    }

    /** A team may park its own service at zero: only our own mark says that it was us. */
    private static Optional<Integer> scaledDownByUs(ServiceView service) {
        if (service.desiredCount() > 0 || service.managedBy().isPresent()) {
            return Optional.empty();
        }
        return TagCodec.count(service.tags().get(Tags.DESIRED_COUNT)).filter(count -> count > 0);
    }

    private static Stream<ConvergeWrite.PointDefaultAction> defaultActions(ConvergeView view, DeploymentKey live) {
        return Serving.misdirected(view, live)
                .filter(listener -> Serving.mayMove(view, listener))
                .map(listener -> new ConvergeWrite.PointDefaultAction(
                        live, listener.listenerArn(), view.targetGroup().orElseThrow()));
    }

    /**
     * What this step has to wait for, as a sentence: new clients are not led to where no task answers, and the others
     * serve until they are. Empty if it need not.
     */
    public static Optional<String> waiting(ConvergeView view) {
        Optional<DeploymentKey> winner = view.winner();
        if (view.register().isEmpty()
                || winner.isEmpty()
                || view.service().isEmpty()
                || isTakenApart(view, view.service().get())) {
            return Optional.empty();
        }
        return Serving.unmoved(view, winner.get()).or(() -> others(view, winner.get())
                .flatMap(other -> Serving.keeps(view, other).stream()
                        .map(why -> why + "; until then " + other.id() + " stays active"))
                .findFirst());
    }

    private static Stream<DeploymentKey> others(ConvergeView view, DeploymentKey live) {
        return view.states().keySet().stream()
                .filter(key -> !key.equals(live) && isActive(view, key))
                .sorted();
    }
}
