package io.ecsdrain.lifecycle.plan.converge;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.converge.ConvergeView.DefaultAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the deployment that is to be live serves. An app that drains turns new clients away, so where a register
 * exists the others are made draining only once the live one serves, and none of them while a default action leads to
 * it (docs/converge.md, <em>Waiting</em>).
 */
public final class Serving {

    private Serving() {}

    /**
     * Why {@code other} must not be made draining yet, as a sentence; empty if it may. Without a register the caller of
     * {@code activate}, or the team's script, decides when.
     */
    public static Optional<String> keeps(ConvergeView view, DeploymentKey other) {
        if (view.register().isEmpty()) {
            return Optional.empty();
        }
        Optional<DeploymentKey> live = view.winner();
        if (live.isEmpty() || view.service().isEmpty()) {
            return Optional.of(
                    live.map(DeploymentKey::id).orElse("the one that is to be live") + " has no service yet");
        }
        return unserved(view, live.get(), view.service().get()).or(() -> leading(view, other));
    }

    /** The default action that leads to {@code key}, as a sentence; empty if none that was read does. */
    public static Optional<String> leading(ConvergeView view, DeploymentKey key) {
        return leadingTo(view, key)
                .findFirst()
                .map(listener -> "the default action of " + listener.listenerArn() + " leads to " + key.id());
    }

    private static Stream<DefaultAction> leadingTo(ConvergeView view, DeploymentKey key) {
        return Stream.concat(view.listeners().stream(), view.elsewhere().stream())
                .filter(listener -> sending(listener).stream().anyMatch(target -> key.equals(owner(view, target))));
    }

    /** Where no load balancer says what is healthy, a running task has to do. */
    private static Optional<String> unserved(ConvergeView view, DeploymentKey live, ServiceView service) {
        if (view.targetGroup().isEmpty() || view.listeners().isEmpty()) {
            return service.runningCount() > 0
                    ? Optional.empty()
                    : Optional.of("waiting for health: " + live.id() + " has no running task");
        }
        return healthy(view) == 0
                ? Optional.of("waiting for health: " + describe(view, live, service))
                : misdirected(view, live)
                        .findFirst()
                        .map(listener -> "the default action of " + listener.listenerArn() + " does not lead to "
                                + live.id() + " alone yet");
    }

    /**
     * What keeps a default action from being led to the live deployment, as a sentence; empty if there is no such one.
     */
    static Optional<String> unmoved(ConvergeView view, DeploymentKey live) {
        return misdirected(view, live)
                .filter(listener -> !mayMove(view, listener))
                .findFirst()
                .map(listener -> "waiting for health: "
                        + describe(view, live, view.service().orElseThrow()) + ", and "
                        + needed(view, listener) + " must be before the default action of " + listener.listenerArn()
                        + " leads to it");
    }

    private static String describe(ConvergeView view, DeploymentKey live, ServiceView service) {
        return healthy(view) + " of " + service.desiredCount() + " targets of " + live.id() + " are healthy";
    }

    /**
     * A default action that leads to no healthy target loses nothing by a single one; one that serves needs the quorum.
     */
    static boolean mayMove(ConvergeView view, DefaultAction listener) {
        return healthy(view) >= needed(view, listener);
    }

    private static long needed(ConvergeView view, DefaultAction listener) {
        return listener.lost() || !listener.serving() || servesAlready(view, listener)
                ? 1
                : Quorum.CONVERGE.of(view.service().orElseThrow().desiredCount());
    }

    /** The live one beside a canary has new clients already; it is to have the canary's too. */
    private static boolean servesAlready(ConvergeView view, DefaultAction listener) {
        return sending(listener).stream()
                        .anyMatch(target -> view.targetGroup().equals(Optional.of(target.targetGroupArn())))
                && sending(listener).stream().anyMatch(target -> view.canaries().containsKey(owner(view, target)));
    }

    private static long healthy(ConvergeView view) {
        return view.targets().stream()
                .filter(target -> target.state().equals("healthy"))
                .count();
    }

    /** Whether a default action is to be pointed at the live deployment, as soon as that one is healthy. */
    static boolean isMisdirected(ConvergeView view) {
        return view.winner()
                .filter(live -> misdirected(view, live).findAny().isPresent())
                .isPresent();
    }

    static Stream<DefaultAction> misdirected(ConvergeView view, DeploymentKey live) {
        return view.register().isEmpty() || view.targetGroup().isEmpty()
                ? Stream.empty()
                : view.listeners().stream()
                        .filter(listener -> listener.lost() || pointsElsewhereInName(listener, view, live));
    }

    /** Only a default action that is wholly this name's is ours to change. */
    private static boolean pointsElsewhereInName(DefaultAction listener, ConvergeView view, DeploymentKey live) {
        List<ForwardTarget> sending = sending(listener);
        return sending.stream().allMatch(target -> owner(view, target) != null)
                && sending.stream().anyMatch(target -> !live.equals(owner(view, target)))
                && !isCanarys(view, sending, live);
    }

    /** Whether it leads to the live deployment and, beside it, to canaries that go on: that is as it should be. */
    private static boolean isCanarys(ConvergeView view, List<ForwardTarget> sending, DeploymentKey live) {
        return sending.stream().anyMatch(target -> live.equals(owner(view, target)))
                && sending.stream()
                        .map(target -> owner(view, target))
                        .allMatch(owner -> live.equals(owner) || view.canaries().getOrDefault(owner, false));
    }

    /** Canaries that are ended and that nothing leads to any more once {@code moved} are pointed elsewhere. */
    static Stream<DeploymentKey> endedBy(ConvergeView view, List<ConvergeWrite.PointDefaultAction> moved) {
        Set<String> pointed = moved.stream()
                .map(ConvergeWrite.PointDefaultAction::listenerArn)
                .collect(Collectors.toSet());
        return view.canaries().entrySet().stream()
                .filter(canary -> !canary.getValue())
                .map(Map.Entry::getKey)
                .filter(key -> leadingTo(view, key).allMatch(listener -> pointed.contains(listener.listenerArn())))
                .sorted();
    }

    private static DeploymentKey owner(ConvergeView view, ForwardTarget target) {
        return view.groupsOfName().get(target.targetGroupArn());
    }

    private static List<ForwardTarget> sending(DefaultAction listener) {
        return listener.forwards().stream()
                .filter(target -> target.weight() > 0)
                .toList();
    }
}
