package io.ecsdrain.lifecycle.execute.write;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.facts.Bounds;
import io.ecsdrain.lifecycle.plan.facts.BoundsMark;
import io.ecsdrain.lifecycle.plan.facts.ScalingOriginals;
import io.ecsdrain.lifecycle.plan.facts.Suspension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/**
 * Registers, suspends, resumes and deregisters the scalable target of an ECS service. Registering moves a count that
 * lies outside the bounds inside them, so they are widened in the same call, and what they were goes into a tag first.
 * Only for a target and a service that were read just now, the service scaled up: at 0 it would start tasks.
 */
public final class ScalableTargetWriter {

    private final ApplicationAutoScalingClient scaling;
    private final ServiceWriter services;

    /** @param services writes the marks, which are tags of the service */
    public ScalableTargetWriter(ApplicationAutoScalingClient scaling, ServiceWriter services) {
        this.scaling = scaling;
        this.services = services;
    }

    /**
     * @param wrote whether there was anything to change
     * @param settled whether the target has the bounds again that it had before us
     */
    public record GivenBack(boolean wrote, boolean settled) {}

    /** Suspends what is wanted; what was suspended before is noted once. */
    public void hold(ServiceView service, ScalingView target, Suspension wanted) {
        Map<String, String> marks = new TreeMap<>();
        if (!service.tags().containsKey(Tags.SCALING_WAS)) {
            marks.put(Tags.SCALING_WAS, Suspension.of(target).word());
        }
        Bounds now = Bounds.of(target);
        boolean differs = !Suspension.of(target).equals(wanted);
        Bounds next = differs ? now.around(service.desiredCount()) : now;
        note(service, now, next, marks);
        if (differs) {
            register(target, wanted, next);
        }
    }

    /**
     * Registers a target for a service that has no clients yet, or does so once more. Until it is active its scale-in
     * is suspended, and its bounds hold the count that it has; the marks say what it is to have, as after a drain.
     */
    public void introduce(ServiceView service, String resourceId, ScalingOriginals wanted) {
        Bounds next = wanted.bounds().around(service.desiredCount());
        Map<String, String> marks = new TreeMap<>();
        marks.put(Tags.SCALING_WAS, wanted.suspension().word());
        if (!next.equals(wanted.bounds())) {
            marks.put(Tags.SCALING_BOUNDS, new BoundsMark(wanted.bounds(), List.of(next)).text());
        } else if (service.tags().containsKey(Tags.SCALING_BOUNDS)) {
            services.untag(service.arn(), List.of(Tags.SCALING_BOUNDS));
        }
        services.tag(service.arn(), marks);
        register(resourceId, wanted.suspension().expecting(), Optional.of(next));
    }

    /** As our marks have it; the bounds only as far as {@code desired} lies inside them, or tasks would be stopped. */
    public GivenBack giveBack(ServiceView service, ScalingView target, int desired) {
        Suspension is = Suspension.of(target);
        ScalingOriginals originals = ScalingOriginals.of(service.tags(), target);
        Suspension wanted = originals.suspension();
        Optional<BoundsMark> noted = noted(service);
        Bounds now = Bounds.of(target);
        Bounds next = originals.bounds().around(desired);
        if (is.equals(wanted) && (noted.isEmpty() || next.equals(now))) {
            return new GivenBack(
                    false, noted.filter(mark -> !mark.isSettled(now)).isEmpty());
        }
        boolean settled = note(service, now, next, new TreeMap<>());
        register(target, wanted, next);
        return new GivenBack(true, settled);
    }

    private static Optional<BoundsMark> noted(ServiceView service) {
        return BoundsMark.read(service.tags().get(Tags.SCALING_BOUNDS));
    }

    /** Writes {@code marks}, and what the bounds were if they are to be others; returns whether they are not. */
    private boolean note(ServiceView service, Bounds now, Bounds next, Map<String, String> marks) {
        BoundsMark mark = BoundsMark.noting(noted(service), now, next);
        boolean settled = mark.isSettled(next);
        if (!settled && !mark.text().equals(service.tags().get(Tags.SCALING_BOUNDS))) {
            marks.put(Tags.SCALING_BOUNDS, mark.text());
        }
        if (!marks.isEmpty()) {
            services.tag(service.arn(), marks);
        }
        return settled;
    }

    private void register(ScalingView target, Suspension wanted, Bounds next) {
        register(target.resourceId(), wanted, Optional.of(next).filter(bounds -> !bounds.equals(Bounds.of(target))));
    }

    private void register(String resourceId, Suspension wanted, Optional<Bounds> next) {
        RegisterScalableTargetRequest.Builder request = RegisterScalableTargetRequest.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId(resourceId)
                .suspendedState(state -> state.dynamicScalingInSuspended(wanted.scaleIn())
                        .dynamicScalingOutSuspended(wanted.scaleOut())
                        .scheduledScalingSuspended(wanted.scheduled()));
        next.ifPresent(bounds -> request.minCapacity(bounds.min()).maxCapacity(bounds.max()));
        scaling.registerScalableTarget(request.build());
    }

    public Outcome deregister(ScalingView target) {
        try {
            scaling.deregisterScalableTarget(request -> request.serviceNamespace(ServiceNamespace.ECS)
                    .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                    .resourceId(target.resourceId()));
            return Outcome.DONE;
        } catch (ObjectNotFoundException gone) {
            return Outcome.GONE;
        }
    }
}
