package io.ecsdrain.deployer.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.deploy.LiveScaling;
import io.ecsdrain.deployer.plan.deploy.ScalingRequest;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.Unreadable;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.applicationautoscaling.model.Alarm;
import software.amazon.awssdk.services.applicationautoscaling.model.PredefinedMetricSpecification;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;
import software.amazon.awssdk.services.applicationautoscaling.model.TargetTrackingScalingPolicyConfiguration;

/** Reads how the new deployment and the live one scale. What scaling is to be made of has to be known. */
final class DeployScalingReader {

    private final LiveReader live;

    DeployScalingReader(LiveReader live) {
        this.live = live;
    }

    /**
     * How the deployment that is asked for scales.
     *
     * @param exists whether it has a service
     */
    Lookup<ScalingView> own(DeployRequest request, boolean exists) {
        return exists
                ? known(
                        live.scaling(request.key()),
                        request.key(),
                        !request.scaling().equals(ScalingRequest.NONE))
                : Lookup.missing();
    }

    /** How the live one scales. */
    LiveScaling live(DeployRequest request, Optional<DeploymentKey> key) {
        return key.map(each -> live(request, each)).orElse(LiveScaling.NONE);
    }

    private LiveScaling live(DeployRequest request, DeploymentKey key) {
        boolean copies = request.scaling().copies() && !key.equals(request.key());
        Lookup<ScalingView> target = known(live.scaling(key), key, copies);
        if (!copies || target.found().isEmpty()) {
            return LiveScaling.of(target);
        }
        String service = key.serviceName();
        List<ScalingPolicy> policies =
                Unreadable.require(without("the scaling policies of " + service), live.scalingPolicies(key));
        List<ScheduledAction> actions =
                Unreadable.require(without("the scheduled actions of " + service), live.scheduledActions(key));
        return new LiveScaling(
                target,
                policies.stream().map(DeployScalingReader::policy).toList(),
                actions.stream().map(ScheduledAction::scheduledActionName).toList());
    }

    private static Lookup<ScalingView> known(Lookup<ScalingView> target, DeploymentKey key, boolean needed) {
        if (needed) {
            target.require(without("how " + key.serviceName() + " scales"));
        }
        return target;
    }

    private static String without(String what) {
        return what + " (--scaling none deploys without it)";
    }

    private static LiveScaling.Policy policy(ScalingPolicy raw) {
        LiveScaling.Kind kind =
                switch (raw.policyType()) {
                    case TARGET_TRACKING_SCALING -> LiveScaling.Kind.TRACKING;
                    case STEP_SCALING -> LiveScaling.Kind.STEP;
                    default -> LiveScaling.Kind.OTHER;
                };
        return new LiveScaling.Policy(
                raw.policyName(),
                kind,
                raw.alarms().stream().map(Alarm::alarmName).toList(),
                Optional.ofNullable(raw.targetTrackingScalingPolicyConfiguration())
                        .map(TargetTrackingScalingPolicyConfiguration::predefinedMetricSpecification)
                        .map(PredefinedMetricSpecification::resourceLabel));
    }
}
