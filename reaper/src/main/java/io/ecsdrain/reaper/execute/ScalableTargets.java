package io.ecsdrain.reaper.execute;

import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.reaper.plan.Marks;
import io.ecsdrain.reaper.plan.Marks.Suspension;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/** Suspends and deregisters the scalable target of an ECS service. */
final class ScalableTargets {

    private final ApplicationAutoScalingClient scaling;

    ScalableTargets(ApplicationAutoScalingClient scaling) {
        this.scaling = scaling;
    }

    /**
     * Only for a target that was read just now: registering is also how one is created. Leaves min and max as they are. Returns
     * whether there was anything to change.
     */
    boolean suspend(ScalingView target, Suspension wanted) {
        if (Marks.suspensionNow(target).equals(wanted)) {
            return false;
        }
        scaling.registerScalableTarget(request -> request.serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId(target.resourceId())
                .suspendedState(state -> state.dynamicScalingInSuspended(wanted.scaleIn())
                        .dynamicScalingOutSuspended(wanted.scaleOut())
                        .scheduledScalingSuspended(wanted.scheduled())));
        return true;
    }

    Outcome deregister(ScalingView target) {
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
