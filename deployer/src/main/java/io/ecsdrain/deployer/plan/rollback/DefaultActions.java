package io.ecsdrain.deployer.plan.rollback;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.activate.Pointing;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.lifecycle.plan.facts.DeploymentRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which default actions have to forward to a deployment that is to be live: no flag names the listeners of a rollback,
 * so they are those that serve its name already, else those that carry its own rule and serve no name.
 *
 * @param refusals why they cannot be had; the pointings are meaningless then
 * @param pointings those that do not forward to it alone yet
 */
public record DefaultActions(List<String> refusals, List<Pointing> pointings) {

    static DefaultActions of(RollbackView view, DeploymentKey key, ServiceView service) {
        Optional<String> unusable = unusable(view, service);
        if (unusable.isPresent()) {
            return new DefaultActions(List.of(unusable.get()), List.of());
        }
        List<String> refusals = new ArrayList<>();
        List<ListenerView> serving = new ArrayList<>();
        List<ListenerView> waiting = new ArrayList<>();
        List<String> answering = new ArrayList<>();
        for (ListenerView listener : view.listeners()) {
            List<ForwardTarget> sending = listener.defaultTargets().stream()
                    .filter(target -> target.weight() > 0)
                    .toList();
            boolean ownRule = !DeploymentRoutes.of(key, service.targetGroupArns(), List.of(listener))
                    .own()
                    .isEmpty();
            boolean some = sending.stream().anyMatch(target -> view.owners().isOf(key.name(), target.targetGroupArn()));
            List<String> foreign = view.owners().foreign(key.name(), listener.arn(), sending);
            if (some && foreign.isEmpty()) {
                serving.add(listener);
            } else if (some || ownRule && !sending.isEmpty()) {
                refusals.addAll(foreign);
            } else if (ownRule) {
                refusal(view, listener).ifPresentOrElse(answering::add, () -> waiting.add(listener));
            }
        }
        if (refusals.isEmpty()
                && serving.isEmpty()
                && waiting.isEmpty()
                && !view.groups().isEmpty()) {
            refusals.addAll(answering);
        }
        if (refusals.isEmpty()
                && serving.isEmpty()
                && waiting.isEmpty()
                && !view.groups().isEmpty()) {
            refusals.add("no default action serves " + key.name() + ", and no rule of " + key.id()
                    + " says which one is to: point one at its target group yourself");
        }
        return new DefaultActions(refusals, pointings(serving.isEmpty() ? waiting : serving, view, refusals));
    }

    private static Optional<String> unusable(RollbackView view, ServiceView service) {
        if (view.groups().size() < service.targetGroupArns().size()) {
            return Optional.of("a target group of " + service.name() + " is gone");
        }
        return view.groups().stream()
                .filter(group -> group.loadBalancerArns().isEmpty())
                .findFirst()
                .map(group -> "target group " + group.arn() + " hangs on no load balancer, so its targets cannot become"
                        + " healthy: give it a listener rule first");
    }

    private static List<Pointing> pointings(List<ListenerView> listeners, RollbackView view, List<String> refusals) {
        List<Pointing> pointings = new ArrayList<>();
        for (ListenerView listener : listeners) {
            List<TargetGroupView> groups = view.groups().stream()
                    .filter(group -> group.loadBalancerArns().contains(listener.loadBalancerArn()))
                    .toList();
            if (groups.size() > 1) {
                refusals.add("its service has " + groups.size() + " target groups on the load balancer of "
                        + listener.arn() + ", so which one is to be the default is not known");
            } else if (!isAlone(listener, groups.get(0).arn())) {
                pointings.add(new Pointing(listener.arn(), groups.get(0).arn()));
            }
        }
        return pointings;
    }

    private static boolean isAlone(ListenerView listener, String group) {
        List<ForwardTarget> targets = listener.defaultTargets();
        return targets.size() == 1
                && targets.get(0).targetGroupArn().equals(group)
                && targets.get(0).weight() > 0;
    }

    private static Optional<String> refusal(RollbackView view, ListenerView listener) {
        return view.fronts().stream()
                .filter(front -> front.listenerArn().equals(listener.arn()))
                .findFirst()
                .flatMap(front -> Pointing.refusal(front, view.fronts()));
    }
}
