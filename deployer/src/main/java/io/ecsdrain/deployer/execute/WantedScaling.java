package io.ecsdrain.deployer.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.deployer.plan.deploy.ScalingDefinition;
import io.ecsdrain.lifecycle.plan.facts.Bounds;
import io.ecsdrain.lifecycle.plan.facts.ScalingOriginals;
import io.ecsdrain.lifecycle.plan.facts.Suspension;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScheduledActionRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;

/** How a service is to scale, as AWS's shapes; whose service it is does not stand in them yet. */
record WantedScaling(
        ScalingOriginals target, List<PutScalingPolicyRequest> policies, List<PutScheduledActionRequest> actions) {

    private static final Pattern ONCE = Pattern.compile("at\\((.+)\\)");

    WantedScaling {
        policies = List.copyOf(policies);
        actions = List.copyOf(actions);
    }

    /** @throws ConfigurationException if the file has members that AWS does not know, or values of another type */
    static WantedScaling of(ScalingDefinition file) {
        List<String> problems = new ArrayList<>();
        RegisterScalableTargetRequest.Builder target = RegisterScalableTargetRequest.builder();
        fill((SdkPojo) target, file.target(), "/ScalableTarget", problems);
        List<PutScalingPolicyRequest> policies = new ArrayList<>();
        for (JsonNode each : file.policies()) {
            PutScalingPolicyRequest.Builder policy = PutScalingPolicyRequest.builder();
            fill((SdkPojo) policy, each, "/ScalingPolicies/" + policies.size(), problems);
            policies.add(policy.build());
        }
        List<PutScheduledActionRequest> actions = new ArrayList<>();
        for (JsonNode each : file.actions()) {
            PutScheduledActionRequest.Builder action = PutScheduledActionRequest.builder();
            fill((SdkPojo) action, each, "/ScheduledActions/" + actions.size(), problems);
            actions.add(action.build());
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        RegisterScalableTargetRequest read = target.build();
        return new WantedScaling(
                new ScalingOriginals(
                        new Bounds(read.minCapacity(), read.maxCapacity()), suspension(read.suspendedState())),
                policies,
                actions);
    }

    private static void fill(SdkPojo builder, JsonNode json, String path, List<String> problems) {
        SdkJson.fill(builder, json).forEach(problem -> problems.add("--scaling: " + path + ": " + problem));
    }

    private static Suspension suspension(SuspendedState asked) {
        SuspendedState state =
                Optional.ofNullable(asked).orElse(SuspendedState.builder().build());
        return new Suspension(
                Boolean.TRUE.equals(state.dynamicScalingInSuspended()),
                Boolean.TRUE.equals(state.dynamicScalingOutSuspended()),
                Boolean.TRUE.equals(state.scheduledScalingSuspended()));
    }

    /**
     * What can be copied of another service.
     *
     * @param now what a schedule has behind it by now is not copied
     */
    static WantedScaling of(
            ScalingOriginals target, List<ScalingPolicy> policies, List<ScheduledAction> actions, Instant now) {
        return new WantedScaling(
                target,
                policies.stream()
                        .filter(policy -> policy.policyType() == PolicyType.TARGET_TRACKING_SCALING
                                || policy.policyType() == PolicyType.STEP_SCALING)
                        .map(WantedScaling::policy)
                        .toList(),
                actions.stream()
                        .filter(action -> !isOver(action, now))
                        .map(action -> action(action, now))
                        .toList());
    }

    private static PutScalingPolicyRequest policy(ScalingPolicy there) {
        return PutScalingPolicyRequest.builder()
                .policyName(there.policyName())
                .policyType(there.policyType())
                .stepScalingPolicyConfiguration(there.stepScalingPolicyConfiguration())
                .targetTrackingScalingPolicyConfiguration(there.targetTrackingScalingPolicyConfiguration())
                .build();
    }

    /** A start that is over says nothing any more; that AWS takes one is said nowhere. */
    private static PutScheduledActionRequest action(ScheduledAction there, Instant now) {
        return PutScheduledActionRequest.builder()
                .scheduledActionName(there.scheduledActionName())
                .schedule(there.schedule())
                .timezone(there.timezone())
                .startTime(there.startTime() == null || there.startTime().isBefore(now) ? null : there.startTime())
                .endTime(there.endTime())
                .scalableTargetAction(there.scalableTargetAction())
                .build();
    }

    private static boolean isOver(ScheduledAction action, Instant now) {
        if (action.endTime() != null && action.endTime().isBefore(now)) {
            return true;
        }
        Matcher once = ONCE.matcher(action.schedule());
        try {
            return once.matches()
                    && LocalDateTime.parse(once.group(1))
                            .atZone(ZoneId.of(action.timezone() == null ? "UTC" : action.timezone()))
                            .toInstant()
                            .isBefore(now);
        } catch (DateTimeException unknown) {
            return false;
        }
    }
}
