package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.activate.ActivatePlan;
import io.ecsdrain.deployer.plan.activate.ManagedElsewhere;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.activate.Pointing;
import io.ecsdrain.inventory.model.ClusterTag;
import io.ecsdrain.inventory.model.Front;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code deploy} has to create, and whether it may begin.
 *
 * @param refusals every reason not to begin; the rest is meaningless then
 * @param groupName the target group's name
 * @param group the target group, if a run before this one made it
 * @param missingRules for which affinities it has no rule of its own yet
 * @param service the service, likewise
 * @param count desired tasks
 * @param scaling where it has its scaling from
 * @param scalingNote says of its scaling what is going to be done
 * @param warnings what a person should know before anything is written
 */
public record DeployPlan(
        List<String> refusals,
        String groupName,
        Optional<String> group,
        List<Affinity> missingRules,
        Optional<ServiceView> service,
        int count,
        ScalingSource scaling,
        Optional<String> scalingNote,
        List<String> warnings) {

    public DeployPlan {
        refusals = List.copyOf(refusals);
        missingRules = List.copyOf(missingRules);
        warnings = List.copyOf(warnings);
    }

    /** @param sidecar whether the task definition has one */
    public static DeployPlan of(DeployView view, DeployRequest request, boolean sidecar) {
        DeploymentKey key = request.key();
        String name = GroupNames.of(key);
        Optional<TargetGroupView> group =
                view.groups().stream().filter(each -> each.name().equals(name)).findFirst();
        List<RuleView> rules = view.rules().getOrDefault(view.listener().arn(), List.of());
        List<Affinity> missingRules = request.affinities().stream()
                .filter(each -> rules.stream().noneMatch(rule -> each.isOf(key, rule)))
                .toList();
        List<String> refusals = new ArrayList<>();
        superseded(view.name(), key, request.deployTimeout()).ifPresent(refusals::add);
        if (!request.supersede()) {
            CanaryStart.inTheWay(view.name(), key).ifPresent(refusals::add);
        }
        unusable(view, key)
                .ifPresentOrElse(refusals::add, () -> other(view, request).ifPresent(refusals::add));
        group.filter(each -> !key.owns(each.tags()))
                .ifPresent(each -> refusals.add("target group " + name + " exists and is not tagged for " + key.id()));
        elsewhere(view, request).ifPresent(refusals::add);
        ManagedElsewhere.refusal("deploy", key, view.name().service(key)).ifPresent(refusals::add);
        refusals.addAll(view.quotas().refusals(view.used(), missingRules.size(), group.isEmpty()));
        Pointing.refusal(view.front(), view.fronts()).ifPresent(refusals::add);
        login(view.front(), request.oidcSecret().isPresent() || missingRules.isEmpty())
                .ifPresent(refusals::add);
        // One that serves no deployment yet is ours to take over.
        refusals.addAll(view.owners()
                .foreign(key.name(), view.listener().arn(), view.listener().defaultTargets()));
        Replaced replaced = new Replaced(view, request);
        ScalingPlan scaling = new ScalingPlan(view, request, replaced.count());
        scaling.refusal().ifPresent(refusals::add);
        List<String> warnings = new ArrayList<>(replaced.scaling().stream().toList());
        warnings.addAll(scaling.warnings());
        warnings.addAll(replaced.otherCount().stream().toList());
        warnings.addAll(unkept(request, sidecar));
        if (request.strict()) {
            warnings.forEach(warning -> refusals.add("--strict: " + warning));
        }
        // No session is lost by it, so it is nothing that --strict refuses.
        warnings.addAll(view.quotas().warning().stream().toList());
        return new DeployPlan(
                refusals,
                name,
                group.map(TargetGroupView::arn),
                missingRules,
                view.name().service(key),
                replaced.count(),
                scaling.source(),
                scaling.note(),
                warnings);
    }

    /** What sessions lose by what the request leaves out. */
    private static List<String> unkept(DeployRequest request, boolean sidecar) {
        List<String> unkept = new ArrayList<>();
        if (request.affinities().equals(List.of(Affinity.PREVIEW))) {
            unkept.add(
                    "no --affinity: once a newer deployment is live, each new request goes there, also those of clients"
                            + " that began on " + request.key().id() + "; websockets that are open stay");
        }
        if (!sidecar) {
            unkept.add("the task definition has no sidecar: nothing will say when the sessions of "
                    + request.key().id()
                    + " are over, and when it drains only MAX_AGE_HR ends it ('./drain task-def' adds one)");
        }
        return unkept;
    }

    /** That the name is another cluster's, by the tags of any of its target groups in the account. */
    private static Optional<String> elsewhere(DeployView view, DeployRequest request) {
        ClusterTag cluster = new ClusterTag(request.target().cluster());
        String name = request.key().name();
        String others = view.groups().stream()
                .filter(group -> name.equals(group.tags().get(Tags.DEPLOYMENT_NAME)))
                .flatMap(group -> cluster.elsewhere(group.tags()).stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("target groups of " + name + " are tagged for the cluster " + others
                        + ": a name belongs to one cluster, for its parameters are the whole account's");
    }

    /** Why a service that is there already cannot become live, whatever is asked for. */
    private static Optional<String> unusable(DeployView view, DeploymentKey key) {
        if (view.existing().isEmpty()) {
            return Optional.empty();
        }
        Existing existing = view.existing().get();
        if (existing.isBeingDeleted()) {
            return Optional.of("service " + existing.name() + " is being deleted (ECS says DRAINING) and its name is"
                    + " taken until its last task has stopped: deploy under a new id, or again when it is gone");
        }
        if (view.name().service(key).isEmpty()) {
            return Optional.of("service " + existing.name() + " exists and is not tagged for " + key.id()
                    + ": deploy under another id");
        }
        return existing.desired() > 0
                ? Optional.empty()
                : Optional.of("service " + existing.name() + " exists and is scaled to zero: bring it back with"
                        + " ./drain rollback --deployment-name " + key.name() + " --to " + key.id()
                        + ", or deploy under a new id");
    }

    private static Optional<String> other(DeployView view, DeployRequest request) {
        List<String> differences = Differences.of(view, request);
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(request.key().id() + " exists already and is something else ("
                        + String.join("; ", differences) + "): deploy under a new id, or ask for what is there");
    }

    /** A service created now is older than one that is yet to come: it would be refused once it is healthy. */
    private static Optional<String> superseded(NameView view, DeploymentKey key, Duration deployTimeout) {
        return ActivatePlan.of(view, key, true, deployTimeout).refusal().or(() -> view.live()
                .filter(live -> !live.equals(key))
                .filter(live ->
                        view.service(live).isEmpty() && view.service(key).isEmpty())
                .map(live -> ActivatePlan.superseded(view, key, live)));
    }

    /** A rule without the listener's login would let any request pass that carries the affinity value. */
    private static Optional<String> login(Front front, boolean secret) {
        return front.hidesASecret() && !secret
                ? Optional.of(
                        "listener " + front.listenerArn() + " has its clients log in (authenticate-oidc), and a rule"
                                + " that does so too needs the client's secret, which AWS does not show: name the environment"
                                + " variable that holds it with --oidc-secret-from")
                : Optional.empty();
    }
}
