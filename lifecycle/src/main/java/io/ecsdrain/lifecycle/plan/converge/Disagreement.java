package io.ecsdrain.lifecycle.plan.converge;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.lifecycle.plan.converge.ConvergeView.DefaultAction;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import io.ecsdrain.lifecycle.plan.facts.DeploymentRoutes;
import io.ecsdrain.lifecycle.plan.facts.LiveElection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether register, states and default actions of a name mean different deployments, as far as a snapshot shows. An
 * actor that crashed between two of its writes leaves such a name, and a reaper that has nothing else to do must
 * notice.
 */
public final class Disagreement {

    private Disagreement() {}

    public static boolean exists(
            String name,
            Optional<ParameterView> register,
            Map<DeploymentKey, ParameterView> states,
            List<Deployment> deployments,
            Observed<Routing> routing,
            Instant now) {
        ConvergeView view = view(name, register, states, deployments, routing, now);
        long active = states.values().stream().filter(LiveElection::isActive).count();
        boolean winnerIsActive =
                view.winner().map(states::get).filter(LiveElection::isActive).isPresent();
        // A winner without a service is to wait: converge would drain no other for it, and write nothing.
        return view.service().isPresent() && (active > 1 || !winnerIsActive || Serving.isMisdirected(view));
    }

    /** Without targets: their health decides when a default action is moved, not whether it is to be. */
    private static ConvergeView view(
            String name,
            Optional<ParameterView> register,
            Map<DeploymentKey, ParameterView> states,
            List<Deployment> deployments,
            Observed<Routing> routing,
            Instant now) {
        Map<DeploymentKey, ServiceView> services = new HashMap<>();
        Map<String, DeploymentKey> groups = new HashMap<>();
        for (Deployment deployment : deployments) {
            deployment.service().ifPresent(service -> {
                services.put(deployment.key(), service);
                if (service.managedBy().isEmpty()) {
                    service.targetGroupArns().forEach(arn -> groups.put(arn, deployment.key()));
                }
            });
        }
        Optional<DeploymentKey> winner = LiveElection.winner(name, register, states);
        // One that ECS is deleting is as good as gone, to converge too.
        Optional<ServiceView> service = winner.map(services::get).filter(ServiceView::isAlive);
        // A group that another deployment shares is the live one's, whatever order they are listed in.
        service.ifPresent(live -> live.targetGroupArns().forEach(arn -> groups.put(arn, winner.get())));
        Optional<TargetGroupView> group = service.flatMap(ServiceView::soleTargetGroup)
                .flatMap(arn -> routing.value().map(seen -> seen.targetGroups().get(arn)));
        return new ConvergeView(
                name,
                register,
                states,
                service,
                group.map(TargetGroupView::arn),
                List.of(),
                group.map(live -> defaults(winner.orElseThrow(), live, routing)).orElse(List.of()),
                List.of(),
                groups,
                CanaryMark.among(services, states, winner, now));
    }

    /** Those of the load balancers that {@code group} hangs on. */
    private static List<DefaultAction> defaults(DeploymentKey live, TargetGroupView group, Observed<Routing> routing) {
        return routing.value().stream()
                .flatMap(seen -> seen.listeners().stream())
                .filter(listener -> group.loadBalancerArns().contains(listener.loadBalancerArn()))
                .map(listener -> new DefaultAction(
                        listener.arn(), listener.defaultTargets(), isLost(listener, live, group.arn()), true))
                .toList();
    }

    private static boolean isLost(ListenerView listener, DeploymentKey live, String group) {
        return listener.vacant()
                && listener.rules().isKnownAnd(rules -> rules.stream()
                        .anyMatch(rule -> DeploymentRoutes.isTagged(live, group, rule)));
    }
}
