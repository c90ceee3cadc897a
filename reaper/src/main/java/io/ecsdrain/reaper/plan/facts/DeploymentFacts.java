package io.ecsdrain.reaper.plan.facts;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.facts.DeploymentRoutes;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.lifecycle.plan.facts.Fences;
import io.ecsdrain.lifecycle.plan.facts.Pin;
import io.ecsdrain.lifecycle.plan.facts.TagCodec;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy.MaxAgeFrom;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One deployment in its surroundings: the facts that every branch of the plan asks for. */
public record DeploymentFacts(
        Deployment deployment, ClusterSnapshot snapshot, ReaperPolicy policy, DeploymentRoutes routes) {

    public static DeploymentFacts of(Deployment deployment, ClusterSnapshot snapshot, ReaperPolicy policy) {
        DeploymentRoutes routes = snapshot.routing()
                .value()
                .map(routing -> DeploymentRoutes.of(
                        deployment.key(), deployment.targetGroups(), groups(deployment, routing), routing.listeners()))
                .orElseGet(() -> DeploymentRoutes.unknown(
                        snapshot.routing().unknownBecause().orElse("")));
        return new DeploymentFacts(deployment, snapshot, policy, routes);
    }

    public Instant now() {
        return snapshot.takenAt();
    }

    public DeploymentKey key() {
        return deployment.key();
    }

    public ServiceView service() {
        return deployment.service().orElseThrow();
    }

    public Map<String, String> tags() {
        return deployment.service().map(ServiceView::tags).orElse(Map.of());
    }

    public Optional<TagState> tagState() {
        return deployment.service().flatMap(ServiceView::tagState);
    }

    /** What is believed where a tag speaks and no parameter does. */
    public String tagAlone(TagState tag) {
        return "it has no state parameter, and its service's tag state=" + tag.word() + " is believed: "
                + (tag == TagState.RETIRED ? "a deletion was interrupted" : "a deploy did not finish");
    }

    /** The parameter, if it was found; empty also where it could not be read. */
    public Optional<ParameterView> parameter() {
        return deployment.parameter().found();
    }

    public Optional<DeploymentState> state() {
        return parameter().flatMap(found -> DeploymentState.parse(found.value()));
    }

    /** Known to have no task but stopped ones; ignorance is no proof. */
    public boolean allTasksStopped() {
        return deployment.tasks().isKnownAnd(tasks -> tasks.stream().allMatch(TaskView::isStopped));
    }

    Optional<Routing> routing() {
        return snapshot.routing().value();
    }

    /** Target groups that are there to be deleted. */
    public List<TargetGroupView> groups() {
        return routing().map(routing -> groups(deployment, routing)).orElse(List.of());
    }

    private static List<TargetGroupView> groups(Deployment deployment, Routing routing) {
        return deployment.targetGroups().stream()
                .map(routing.targetGroups()::get)
                .filter(Objects::nonNull)
                .toList();
    }

    public Attachments attachments() {
        return new Attachments(
                groups().stream().map(TargetGroupView::arn).toList(),
                groups().stream()
                        .flatMap(group -> group.loadBalancerArns().stream())
                        .distinct()
                        .toList());
    }

    private Stream<ServiceView> otherServices() {
        return Stream.concat(
                snapshot.otherServices().stream(),
                snapshot.deployments().stream()
                        .filter(other -> !other.key().equals(key()))
                        .flatMap(other -> other.service().stream()));
    }

    /**
     * A service of its name that is not tagged for it, so that it cannot be known to have none; with what to do about
     * it.
     */
    private Optional<String> takenName() {
        return otherServices()
                .filter(other -> other.name().equals(key().serviceName()))
                .findFirst()
                .map(other -> "service " + other.name() + owner(other) + "delete by hand "
                        + parameter().map(ParameterView::name).orElse("what is tagged " + key())
                        + " if nothing of " + key() + " is left");
    }

    private static String owner(ServiceView service) {
        String name = service.tags().get(Tags.DEPLOYMENT_NAME);
        String id = service.tags().get(Tags.DEPLOYMENT_ID);
        return name == null || id == null
                ? " is not tagged: tag it if it is this deployment's (activate does), else "
                : " is tagged for " + name + "/" + id + ": ";
    }

    /** Another service that uses one of the target groups, or has its traffic shifted by one of the rules. */
    public Optional<String> otherUser() {
        return otherServices()
                .filter(other -> other.targetGroupArns().stream().anyMatch(deployment.targetGroups()::contains)
                        || other.shiftedRuleArns().stream().anyMatch(ownRules()::contains))
                .map(ServiceView::name)
                .min(Comparator.naturalOrder());
    }

    private Set<String> ownRules() {
        return routes.own().stream().map(RuleView::arn).collect(Collectors.toSet());
    }

    /** That its name is in use in another cluster as well. */
    public Optional<String> elsewhere() {
        return Optional.ofNullable(snapshot.elsewhere().get(key().name()))
                .map(others -> "things of " + key().name() + " are tagged for the cluster " + String.join(", ", others)
                        + " too, and a name belongs to one cluster: nothing of it is touched");
    }

    /** Why tags and names cannot be believed; such a deployment is reported and left alone. */
    public Optional<String> contradiction() {
        if (deployment.service().isPresent()) {
            if (!service().name().equals(key().serviceName())) {
                return Optional.of("service " + service().name() + " carries the tags of " + key());
            }
            if (!key().owns(tags())) {
                return Optional.of("its service is not tagged for it");
            }
        }
        Optional<String> taken = deployment.service().isEmpty() ? takenName() : Optional.empty();
        if (taken.isPresent()) {
            return taken;
        }
        return groups().stream()
                .filter(group -> differs(group.tags(), Tags.DEPLOYMENT_NAME, key().name())
                        || differs(group.tags(), Tags.DEPLOYMENT_ID, key().id()))
                .map(group -> "target group " + group.arn() + " is tagged for another deployment")
                .findFirst();
    }

    private static boolean differs(Map<String, String> tags, String tag, String value) {
        return tags.containsKey(tag) && !tags.get(tag).equals(value);
    }

    /**
     * When draining began: by our stamp while it counts, else by the parameter. Call only where the parameter exists.
     */
    public Instant drainStart() {
        return DrainStart.of(tags(), parameter().orElseThrow(), now());
    }

    /** From when MAX_AGE_HR counts: from where the policy says, or from the end of a pin if that came later. */
    public Instant ageStart() {
        return unpinned().orElseGet(this::policysStart);
    }

    /** What it has been since {@link #ageStart}, as a word. */
    public String ageOrigin() {
        return unpinned().isPresent() ? "unpinned" : policy.maxAgeFrom() == MaxAgeFrom.CREATED ? "created" : "draining";
    }

    private Instant policysStart() {
        return policy.maxAgeFrom() == MaxAgeFrom.CREATED ? service().createdAt() : drainStart();
    }

    private Optional<Instant> unpinned() {
        return Pin.of(tags()).flatMap(Pin::end).filter(end -> end.isAfter(policysStart()) && !end.isAfter(now()));
    }

    /** That a person has pinned it, as a sentence. */
    public Optional<String> pinned() {
        return Pin.holding(tags(), now());
    }

    /** Nothing from before this is evidence, whatever kept the stamp valid. */
    public Instant evidenceStart() {
        Instant written = parameter().orElseThrow().lastModified();
        return drainStart().isAfter(written) ? drainStart() : written;
    }

    /** The fence that stands: of this write of the state, and of the parking of all of its rules. */
    public Optional<Fence> fence() {
        return Fences.standing(deployment.fence().found(), parameter().orElseThrow(), routes.own());
    }

    /** When each rule that is parked was; one that does not say so counts as parked just now. */
    public Stream<Instant> parkings() {
        return routes.own().stream().filter(RuleView::isParked).map(rule -> TagCodec.instant(
                        rule.tags(), Tags.PARKED_AT, now())
                .orElseGet(this::now));
    }

    /**
     * Since when the clients have been led away by all own rules; empty if one is unparked, or parked without a time.
     */
    public Optional<Instant> parkedSince() {
        Instant latest = evidenceStart();
        for (RuleView rule : routes.own()) {
            Optional<Instant> at = TagCodec.instant(rule.tags(), Tags.PARKED_AT, now());
            if (!rule.isParked() || at.isEmpty()) {
                return Optional.empty();
            }
            latest = at.get().isAfter(latest) ? at.get() : latest;
        }
        return Optional.of(latest);
    }

    public Decision keep(Reason reason, String detail) {
        return Decision.keep(key(), reason, detail);
    }
}
