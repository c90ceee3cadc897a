package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.deploy.ScalingSource;
import io.ecsdrain.deployer.plan.verb.Stopped;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.execute.write.Writers;
import io.ecsdrain.lifecycle.plan.facts.ScalingOriginals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ApplicationAutoScalingException;
import software.amazon.awssdk.services.applicationautoscaling.model.ConcurrentUpdateException;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/**
 * Lets a deployment scale that is healthy and has no clients yet: scalable target, policies, scheduled actions. Nothing
 * of another deployment is changed, and each write can be made again.
 */
final class ScalingRun {

    /** How long a target just registered may take to be seen. */
    private static final int ATTEMPTS = 10;

    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final ApplicationAutoScalingClient scaling;
    private final String cluster;
    private final LiveReader live;
    private final Writers writers;
    private final InstantSource time;
    private final Sleeper waiting;

    ScalingRun(AwsClients clients, String cluster, InstantSource time, Sleeper waiting) {
        this.scaling = clients.scaling();
        this.cluster = cluster;
        this.live = new LiveReader(clients, cluster);
        this.writers = Writers.of(clients, cluster, time, waiting);
        this.time = time;
        this.waiting = waiting;
    }

    /**
     * @param group the target group of the new one
     * @param made told of each thing that is there then
     * @return what a person has to do besides
     */
    List<String> scale(DeployRequest request, ScalingSource source, String group, Consumer<String> made) {
        return source.file()
                .map(WantedScaling::of)
                .or(() -> source.like().map(this::copied))
                .map(wanted -> scale(request, wanted, retarget(request, source, group), made))
                .orElse(List.of());
    }

    private List<String> scale(DeployRequest request, WantedScaling wanted, Retarget retarget, Consumer<String> made) {
        ServiceView service = live.service(request.key())
                .require("service " + request.key().serviceName())
                .filter(found -> found.desiredCount() > 0)
                .orElseThrow(() -> new Stopped(
                        ExitCode.FAILED, request.key().serviceName() + " was scaled to zero or deleted meanwhile"));
        String resourceId = ScalingView.resourceId(cluster, service.name());
        ScalingOriginals target = wanted.target();
        patiently(() -> writers.scalableTargets().introduce(service, resourceId, target));
        made.accept("scalable target of " + service.name() + ", "
                + target.bounds().min() + " to " + target.bounds().max() + " tasks");
        List<String> remarks = new ArrayList<>();
        for (PutScalingPolicyRequest each : wanted.policies()) {
            PutScalingPolicyRequest policy = retarget.of(each);
            made.accept("scaling policy " + policy.policyName() + put(policy, resourceId));
            retarget.left(policy)
                    .forEach(name -> remarks.add("the scaling policy " + policy.policyName() + " still names " + name
                            + ": change what it looks at"));
        }
        wanted.actions().forEach(action -> {
            patiently(() -> scaling.putScheduledAction(action.toBuilder()
                    .serviceNamespace(ServiceNamespace.ECS)
                    .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                    .resourceId(resourceId)
                    .build()));
            made.accept("scheduled action " + action.scheduledActionName());
        });
        return remarks;
    }

    /** As it scales without us: while it is drained or was brought back, we may hold some of it. */
    private WantedScaling copied(DeploymentKey key) {
        String service = key.serviceName();
        Optional<ServiceView> there = live.service(key).require("service " + service);
        Optional<ScalingView> target = live.scaling(key).require("how " + service + " scales");
        if (there.isEmpty() || target.isEmpty()) {
            throw new Stopped(
                    ExitCode.FAILED, "the scaling of " + service + ", which was to be copied, is gone: deploy again");
        }
        return WantedScaling.of(
                ScalingOriginals.of(there.get().tags(), target.get()),
                Unreadable.require("the scaling policies of " + service, live.scalingPolicies(key)),
                Unreadable.require("the scheduled actions of " + service, live.scheduledActions(key)),
                time.instant());
    }

    private Retarget retarget(DeployRequest request, ScalingSource source, String group) {
        Map<String, String> names = new HashMap<>();
        Map<String, String> ids = new HashMap<>();
        source.like().ifPresent(key -> {
            ids.put(key.id(), request.key().id());
            names.put(key.serviceName(), request.key().serviceName());
            live.service(key).require("service " + key.serviceName()).ifPresent(found -> found.targetGroupArns()
                    .forEach(arn -> names.put(TargetGroupView.metricName(arn), TargetGroupView.metricName(group))));
        });
        return new Retarget(Retarget.label(request.listenerArn(), group), names, ids);
    }

    /** @return for one that works by alarms of others what they have to name, as the end of a phrase */
    private String put(PutScalingPolicyRequest policy, String resourceId) {
        PutScalingPolicyResponse put = patiently(() -> scaling.putScalingPolicy(policy.toBuilder()
                .serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId(resourceId)
                .build()));
        return policy.policyType() == PolicyType.STEP_SCALING ? " (" + put.policyARN() + ")" : "";
    }

    private void patiently(Runnable call) {
        patiently(() -> {
            call.run();
            return null;
        });
    }

    private <T> T patiently(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (ObjectNotFoundException | ConcurrentUpdateException notYet) {
                again(notYet, attempt);
            }
        }
    }

    private void again(ApplicationAutoScalingException refused, int attempt) {
        if (attempt == ATTEMPTS) {
            throw refused;
        }
        waiting.pauseOrEnd(PAUSE);
    }
}
