package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import java.util.List;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.StepAdjustment;
import software.amazon.awssdk.services.applicationautoscaling.model.TargetTrackingScalingPolicyConfiguration;

/** The scaling of one deployment's service, as its team sets it up and looks at it. */
final class ScaledService {

    private final TestCloud cloud;
    private final DeploymentKey key;
    private final ApplicationAutoScalingClient scaling;

    ScaledService(TestCloud cloud, DeploymentKey key) {
        this.cloud = cloud;
        this.key = key;
        this.scaling = cloud.team.scaling();
    }

    private String resourceId() {
        return "service/prod/" + key.serviceName();
    }

    /** The label by which requests to its target group are counted. */
    String label() {
        String group = cloud.group(key.serviceName());
        return cloud.balancer.substring(cloud.balancer.indexOf("app/")) + "/"
                + group.substring(group.indexOf("targetgroup/"));
    }

    /** A target, policies on requests, on a metric of its own and in steps, and a bound for each night. */
    void setUp(int min, int max) {
        cloud.fixture.scalable(key.serviceName(), min, max);
        track(
                "requests",
                TargetTrackingScalingPolicyConfiguration.builder()
                        .targetValue(100.0)
                        .predefinedMetricSpecification(metric -> metric.predefinedMetricType("ALBRequestCountPerTarget")
                                .resourceLabel(label())));
        track(
                "queue",
                TargetTrackingScalingPolicyConfiguration.builder()
                        .targetValue(5.0)
                        .scaleInCooldown(300)
                        .customizedMetricSpecification(metric -> metric.namespace("App")
                                .metricName("Waiting")
                                .statistic("Average")
                                .dimensions(
                                        dimension("ServiceName", key.serviceName()),
                                        dimension("deployment_id", key.id()))));
        put(PutScalingPolicyRequest.builder()
                .policyName("steps")
                .policyType(PolicyType.STEP_SCALING)
                .stepScalingPolicyConfiguration(steps -> steps.adjustmentType("ChangeInCapacity")
                        .stepAdjustments(StepAdjustment.builder()
                                .metricIntervalLowerBound(0.0)
                                .scalingAdjustment(1)
                                .build())));
        scaling.putScheduledAction(put -> put.serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId(resourceId())
                .scheduledActionName("night")
                .schedule("cron(0 22 * * ? *)")
                .timezone("Europe/Berlin")
                .scalableTargetAction(bounds -> bounds.minCapacity(1).maxCapacity(4)));
    }

    private static MetricDimension dimension(String name, String value) {
        return MetricDimension.builder().name(name).value(value).build();
    }

    private void track(String name, TargetTrackingScalingPolicyConfiguration.Builder tracking) {
        put(PutScalingPolicyRequest.builder()
                .policyName(name)
                .policyType(PolicyType.TARGET_TRACKING_SCALING)
                .targetTrackingScalingPolicyConfiguration(tracking.build()));
    }

    private void put(PutScalingPolicyRequest.Builder policy) {
        scaling.putScalingPolicy(policy.serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId(resourceId())
                .build());
    }

    ScalableTarget target() {
        return cloud.scalableTarget(key);
    }

    List<ScalingPolicy> policies() {
        return scaling.describeScalingPolicies(describe ->
                        describe.serviceNamespace(ServiceNamespace.ECS).resourceId(resourceId()))
                .scalingPolicies();
    }

    ScalingPolicy policy(String name) {
        return policies().stream()
                .filter(policy -> policy.policyName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<ScheduledAction> actions() {
        return scaling.describeScheduledActions(describe ->
                        describe.serviceNamespace(ServiceNamespace.ECS).resourceId(resourceId()))
                .scheduledActions();
    }
}
