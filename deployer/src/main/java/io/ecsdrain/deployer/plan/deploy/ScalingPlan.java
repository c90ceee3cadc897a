package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.deploy.LiveScaling.Kind;
import io.ecsdrain.deployer.plan.deploy.LiveScaling.Policy;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.lifecycle.plan.facts.Bounds;
import io.ecsdrain.lifecycle.plan.facts.ScalingOriginals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the new deployment gets to scale, and what a person should know of that. */
final class ScalingPlan {

    private final DeployView view;
    private final DeployRequest request;
    private final int count;
    private final Optional<DeploymentKey> like;
    private final Optional<ScalingDefinition> definition;

    /** @param count desired tasks of the new one */
    ScalingPlan(DeployView view, DeployRequest request, int count) {
        this.view = view;
        this.request = request;
        this.count = count;
        boolean scales = scalesAlready();
        this.like = view.name()
                .live()
                .filter(key -> request.scaling().copies() && !scales && !key.equals(request.key()))
                .filter(key -> view.liveScaling().target().found().isPresent());
        this.definition = request.scaling().file().filter(file -> !scales);
    }

    /**
     * It has a scalable target, and not from a run of deploy that is yet to be finished: that one has left its mark,
     * and nothing has been made of the deployment since.
     */
    private boolean scalesAlready() {
        boolean begun = view.name().state(request.key()).isEmpty()
                && view.name()
                        .service(request.key())
                        .filter(service -> service.tags().containsKey(Tags.SCALING_WAS))
                        .isPresent();
        return view.ownScaling().found().isPresent() && !begun;
    }

    ScalingSource source() {
        return new ScalingSource(like, definition);
    }

    /** That the file leaves no room for the tasks that there are to be. */
    Optional<String> refusal() {
        return definition
                .flatMap(ScalingDefinition::bounds)
                .filter(bounds -> !bounds.around(count).equals(bounds))
                .map(bounds -> "the new deployment is to have " + count + " tasks, and --scaling allows "
                        + between(bounds) + ": change the file, or --count");
    }

    /** What is going to be done. */
    Optional<String> note() {
        String id = request.key().id();
        if (request.scaling().file().isPresent() && definition.isEmpty()) {
            return Optional.of("--scaling is not carried out: " + id + " scales already");
        }
        return like.map(key -> id + " is to scale as " + key.id() + " does: " + between(liveBounds(key)) + " tasks"
                + named(
                        "scaling policies",
                        policies().filter(policy -> policy.kind() != Kind.OTHER).map(Policy::name))
                + named("scheduled actions", view.liveScaling().actions().stream()));
    }

    /** Without what a drain, or a count by hand, has widened. */
    private Bounds liveBounds(DeploymentKey key) {
        return ScalingOriginals.of(
                        view.name().service(key).map(ServiceView::tags).orElseThrow(),
                        view.liveScaling().target().found().orElseThrow())
                .bounds();
    }

    private static String between(Bounds bounds) {
        return bounds.min() + " to " + bounds.max();
    }

    private static String named(String what, Stream<String> names) {
        String all = names.collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : "; " + what + ": " + all;
    }

    /** What does not come about, or not as it may be expected. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        String id = request.key().id();
        Stream<String> silent = Stream.concat(
                copied(Kind.STEP).map(policy -> policy.name() + alarms(policy)),
                definition.stream().flatMap(file -> file.stepPolicies().stream()));
        list(silent)
                .ifPresent(all -> warnings.add("step scaling policies get no alarm by deploy, and " + id
                        + " does not scale by them until alarms name them: " + all));
        list(copied(Kind.OTHER).map(Policy::name))
                .ifPresent(all -> warnings.add("policies that are neither target tracking nor step scaling are not"
                        + " copied, because what they learned is of one service: " + all));
        list(copied(Kind.TRACKING).filter(this::countsAnotherGroup).map(Policy::name))
                .ifPresent(all -> warnings.add("policies that count the requests of a target group that is not "
                        + like.orElseThrow().id() + "'s own count those of " + id + "'s from now on: " + all));
        return warnings;
    }

    private static Optional<String> list(Stream<String> names) {
        return names.reduce((one, other) -> one + ", " + other);
    }

    private Stream<Policy> copied(Kind kind) {
        return like.isEmpty() ? Stream.empty() : policies().filter(policy -> policy.kind() == kind);
    }

    private boolean countsAnotherGroup(Policy policy) {
        List<String> groups = like.flatMap(view.name()::service)
                .map(ServiceView::targetGroupArns)
                .orElse(List.of());
        return policy.label()
                .filter(label ->
                        groups.stream().noneMatch(arn -> label.endsWith("/" + TargetGroupView.metricName(arn))))
                .isPresent();
    }

    private static String alarms(Policy policy) {
        return policy.alarms().isEmpty() ? "" : " (its alarms: " + String.join(", ", policy.alarms()) + ")";
    }

    private Stream<Policy> policies() {
        return view.liveScaling().policies().stream();
    }
}
