package io.ecsdrain.localaws.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The API as data; members upper camel on the wire. */
final class Shapes {

    private Shapes() {}

    record SuspendedState(
            Boolean dynamicScalingInSuspended, Boolean dynamicScalingOutSuspended, Boolean scheduledScalingSuspended) {

        static final SuspendedState NOTHING = new SuspendedState(false, false, false);

        /** Members that are not given stay as they are. */
        SuspendedState with(SuspendedState asked) {
            return asked == null
                    ? this
                    : new SuspendedState(
                            or(asked.dynamicScalingInSuspended, dynamicScalingInSuspended),
                            or(asked.dynamicScalingOutSuspended, dynamicScalingOutSuspended),
                            or(asked.scheduledScalingSuspended, scheduledScalingSuspended));
        }

        private static Boolean or(Boolean asked, Boolean otherwise) {
            return asked == null ? otherwise : asked;
        }
    }

    record RegisterInput(
            String serviceNamespace,
            String resourceId,
            String scalableDimension,
            Integer minCapacity,
            Integer maxCapacity,
            String roleARN,
            SuspendedState suspendedState,
            Map<String, String> tags) {}

    record RegisterAnswer(String scalableTargetARN) {}

    record DescribeInput(
            String serviceNamespace,
            List<String> resourceIds,
            String scalableDimension,
            Integer maxResults,
            String nextToken) {}

    record ScalableTarget(
            String serviceNamespace,
            String resourceId,
            String scalableDimension,
            Integer minCapacity,
            Integer maxCapacity,
            String roleARN,
            Instant creationTime,
            SuspendedState suspendedState,
            String scalableTargetARN) {}

    record DescribeAnswer(List<ScalableTarget> scalableTargets, String nextToken) {}

    record DeregisterInput(String serviceNamespace, String resourceId, String scalableDimension) {}

    record PutPolicyInput(
            String policyName,
            String serviceNamespace,
            String resourceId,
            String scalableDimension,
            String policyType,
            JsonNode stepScalingPolicyConfiguration,
            JsonNode targetTrackingScalingPolicyConfiguration,
            JsonNode predictiveScalingPolicyConfiguration) {}

    record Alarm(String alarmName, String alarmARN) {}

    record PutPolicyAnswer(String policyARN, List<Alarm> alarms) {}

    record ScalingPolicy(
            String policyARN,
            String policyName,
            String serviceNamespace,
            String resourceId,
            String scalableDimension,
            String policyType,
            JsonNode stepScalingPolicyConfiguration,
            JsonNode targetTrackingScalingPolicyConfiguration,
            List<Alarm> alarms,
            Instant creationTime) {}

    record DescribePoliciesInput(
            String serviceNamespace,
            List<String> policyNames,
            String resourceId,
            String scalableDimension,
            Integer maxResults,
            String nextToken) {}

    record DescribePoliciesAnswer(List<ScalingPolicy> scalingPolicies, String nextToken) {}

    record DeletePolicyInput(String policyName, String serviceNamespace, String resourceId, String scalableDimension) {}

    record ScalableTargetAction(Integer minCapacity, Integer maxCapacity) {}

    record PutActionInput(
            String serviceNamespace,
            String schedule,
            String timezone,
            String scheduledActionName,
            String resourceId,
            String scalableDimension,
            Instant startTime,
            Instant endTime,
            ScalableTargetAction scalableTargetAction) {}

    record ScheduledAction(
            String scheduledActionName,
            String scheduledActionARN,
            String serviceNamespace,
            String schedule,
            String timezone,
            String resourceId,
            String scalableDimension,
            Instant startTime,
            Instant endTime,
            ScalableTargetAction scalableTargetAction,
            Instant creationTime) {}

    record DescribeActionsInput(
            List<String> scheduledActionNames,
            String serviceNamespace,
            String resourceId,
            String scalableDimension,
            Integer maxResults,
            String nextToken) {}

    record DescribeActionsAnswer(List<ScheduledAction> scheduledActions, String nextToken) {}

    record DeleteActionInput(
            String serviceNamespace, String scheduledActionName, String resourceId, String scalableDimension) {}

    record Nothing() {}
}
