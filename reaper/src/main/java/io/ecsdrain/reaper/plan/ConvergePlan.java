package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.reaper.plan.ConvergeView.DefaultAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One step of the protocol that makes any interleaving of deployers, rollbacks, scripts and reapers end in one live
 * deployment (design 4.7): from what was read, the writes that are still missing. No lock is trusted, for SSM offers none;
 * the step is repeated by every actor until it finds nothing to write.
 */
public final class ConvergePlan {

    private ConvergePlan() {}

    /** The writes in the order to make them; empty if all is as it should be, or if nobody is to be live. */
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
        defaultActions(view, live).forEach(writes::add);
        view.states().keySet().stream()
                .filter(key -> !key.equals(live) && isActive(view, key))
                .sorted()
                .forEach(key -> writes.add(new ConvergeWrite.PutState(key, DeploymentState.DRAINING)));
        return List.copyOf(writes);
    }

    /**
     * Whether the deletion of the one that is to be live has gone so far that its target group is gone or hangs on no load
     * balancer. A rollback that crossed it names it in the register and takes that back; SSM may still answer with the first.
     */
    private static boolean isTakenApart(ConvergeView view, ServiceView service) {
        return view.register().isPresent()
                && TagState.RETIRED.word().equals(service.tags().get(Tags.STATE))
                && service.targetGroupArns().size() == 1
                && view.listeners().isEmpty();
    }

    private static boolean isActive(ConvergeView view, DeploymentKey key) {
        return Optional.ofNullable(view.states().get(key))
                .filter(Live::isActive)
                .isPresent();
    }

    /** A team may park its own service at zero: only our own mark says that it was us. */
    private static Optional<Integer> scaledDownByUs(ServiceView service) {
        if (service.desiredCount() > 0) {
            return Optional.empty();
        }
        return Marks.count(service.tags().get(Tags.DESIRED_COUNT)).filter(count -> count > 0);
    }

    private static Stream<ConvergeWrite> defaultActions(ConvergeView view, DeploymentKey live) {
        return healthy(view)
                ? misdirected(view, live)
                        .map(listener -> new ConvergeWrite.PointDefaultAction(
                                live, listener.listenerArn(), view.targetGroup().orElseThrow()))
                : Stream.empty();
    }

    /** Whether a default action is to be pointed at the live deployment, as soon as that one is healthy. */
    static boolean isMisdirected(ConvergeView view) {
        return view.winner()
                .filter(live -> misdirected(view, live).findAny().isPresent())
                .isPresent();
    }

    private static Stream<DefaultAction> misdirected(ConvergeView view, DeploymentKey live) {
        return view.register().isEmpty() || view.targetGroup().isEmpty()
                ? Stream.empty()
                : view.listeners().stream()
                        .filter(listener -> listener.lost() || pointsElsewhereInName(listener, view, live));
    }

    /** Only a default action that is wholly this name's is ours to change. */
    private static boolean pointsElsewhereInName(DefaultAction listener, ConvergeView view, DeploymentKey live) {
        List<ForwardTarget> sending = listener.forwards().stream()
                .filter(target -> target.weight() > 0)
                .toList();
        return sending.stream().allMatch(target -> view.groupsOfName().containsKey(target.targetGroupArn()))
                && sending.stream()
                        .anyMatch(target -> !live.equals(view.groupsOfName().get(target.targetGroupArn())));
    }

    private static boolean healthy(ConvergeView view) {
        long healthy = view.targets().stream()
                .filter(target -> target.state().equals("healthy"))
                .count();
        return healthy > 0 && healthy >= view.service().orElseThrow().desiredCount();
    }
}
