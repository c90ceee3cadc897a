package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.canary.CanaryRequest;
import io.ecsdrain.inventory.model.AlarmView;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a canary may begin, and which ones are under way. */
public final class CanaryStart {

    private CanaryStart() {}

    /** The deployments of the name that are canaries and go on, in the order of age; not {@code but}. */
    public static List<DeploymentKey> underWay(NameView view, DeploymentKey but) {
        return view.deployments().stream()
                .filter(key -> !key.equals(but) && isUnderWay(view, key))
                .toList();
    }

    /** Whether it is a canary that goes on. */
    public static boolean isUnderWay(NameView view, DeploymentKey key) {
        return running(view, key).isPresent();
    }

    private static Optional<CanaryMark> running(NameView view, DeploymentKey key) {
        return view.service(key)
                .flatMap(service -> CanaryMark.running(service.tags(), view.state(key), view.live(), view.now()));
    }

    /** Whether it was begun as a canary and has no state yet: it goes on, or is not ended whole. */
    public static boolean isMarked(NameView view, DeploymentKey key) {
        return view.state(key).isEmpty()
                && view.service(key)
                        .filter(service -> CanaryMark.exists(service.tags()))
                        .isPresent();
    }

    /** Why nothing else may be deployed as long as those go on, as a sentence; empty if none does. */
    public static Optional<String> inTheWay(NameView view, DeploymentKey key) {
        return underWay(view, key).stream()
                .findFirst()
                .map(canary -> canary.id() + " is a canary ("
                        + running(view, canary).orElseThrow().phrase()
                        + "): wait for it, end it with ./drain retire " + canary.id()
                        + ", or deploy with --supersede, which ends it");
    }

    /**
     * Why the steps cannot be taken. Clients that come back match a rule of the deployment they began on, so that the
     * weights meet new clients only; without such rules a session would change its version in the middle.
     *
     * @param affinities those of the new deployment
     * @param sticky whether the live deployment's target group has stickiness on
     * @param alarms what there is of those asked for
     */
    public static List<String> refusals(
            DeployView view,
            DeploymentKey key,
            CanaryRequest request,
            List<Affinity> affinities,
            boolean sticky,
            List<AlarmView> alarms) {
        List<String> refusals = new ArrayList<>();
        Optional<DeploymentKey> live = view.name().live().filter(each -> !each.equals(key));
        // Without it converge looks at no default action, so that none would be led back.
        if (live.isPresent() && view.name().parameters().register().isEmpty()) {
            refusals.add("--steps: " + key.name() + " has no register yet, by which every program knows where an ended"
                    + " canary's clients go: ./drain rollback --to "
                    + live.get().id() + " creates it");
        }
        if (view.name().says(key, DeploymentState.DRAINING)) {
            refusals.add("--steps: " + key.id() + " drains, its app turns new clients away: deploy under a new id");
        }
        if (isMarked(view.name(), key)
                && CanaryMark.of(view.name().service(key).orElseThrow().tags()).isEmpty()) {
            refusals.add("--steps: the canary " + key.id() + " was ended: deploy under a new id");
        }
        if (affinities.equals(List.of(Affinity.PREVIEW))) {
            refusals.add("--steps needs --affinity: it keeps each client on the deployment where it began");
        }
        live.ifPresentOrElse(
                other -> beside(view, key, other, sticky, refusals),
                () -> refusals.add("--steps: nothing is live that could share new clients with " + key.id()));
        refusals.addAll(alarms(request.alarms(), alarms));
        if (!refusals.isEmpty() && isUnderWay(view.name(), key)) {
            refusals.add(key.id() + " still has a share of new clients: ./drain retire " + key.id() + " ends it");
        }
        return refusals;
    }

    private static void beside(
            DeployView view, DeploymentKey key, DeploymentKey live, boolean sticky, List<String> refusals) {
        Optional<String> group = view.name().service(live).flatMap(ServiceView::soleTargetGroup);
        String listener = view.listener().arn();
        if (group.isEmpty()) {
            refusals.add("--steps: " + live.id() + ", which is live, has no service with one target group");
            return;
        }
        if (!leads(view, key, group.get())) {
            refusals.add("--steps: the default action of " + listener + " does not forward to " + live.id()
                    + " alone, which is live: ./drain activate --deployment-id " + live.id() + " says why");
        }
        List<RuleView> rules = view.rules().getOrDefault(listener, List.of());
        if (rules.stream().noneMatch(rule -> keepsClients(rule, live, group.get()))) {
            refusals.add("--steps: " + live.id() + ", which is live, has no affinity rule of its own on " + listener
                    + " that leads its clients back to it");
        }
        if (sticky) {
            refusals.add("--steps: target group " + group.get() + " of " + live.id()
                    + " has stickiness on, so a client of the live deployment would not be a new one: turn it off");
        }
    }

    /** To nothing else either, but the canary that goes on. */
    private static boolean leads(DeployView view, DeploymentKey key, String group) {
        List<String> sending = view.listener().defaultTargets().stream()
                .filter(target -> target.weight() > 0)
                .map(ForwardTarget::targetGroupArn)
                .toList();
        List<String> own =
                view.name().service(key).map(ServiceView::targetGroupArns).orElse(List.of());
        return sending.contains(group) && sending.stream().allMatch(each -> each.equals(group) || own.contains(each));
    }

    private static boolean keepsClients(RuleView rule, DeploymentKey live, String group) {
        return live.owns(rule.tags())
                && rule.forwardsTo(group)
                && !rule.isParked()
                && !Affinity.PREVIEW.isOf(live, rule);
    }

    private static List<String> alarms(List<String> asked, List<AlarmView> found) {
        List<String> refusals = new ArrayList<>();
        Set<String> known = found.stream().map(AlarmView::name).collect(Collectors.toSet());
        asked.stream()
                .filter(name -> !known.contains(name))
                .map(name -> "--alarm: there is no alarm '" + name + "'")
                .forEach(refusals::add);
        for (AlarmView alarm : found) {
            if (alarm.composite()) {
                refusals.add("--alarm: '" + alarm.name() + "' is a composite alarm: name the alarms it is made of");
            } else if (alarm.isInAlarm()) {
                refusals.add("--alarm: '" + alarm.name() + "' is in ALARM already: " + alarm.reason());
            } else if (alarm.hasNoData()) {
                refusals.add("--alarm: '" + alarm.name() + "' has no data (INSUFFICIENT_DATA), so it would not notice: "
                        + alarm.reason());
            }
        }
        return refusals;
    }
}
