package io.ecsdrain.localaws.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;

/** Scaling policies, over the wire. */
class PoliciesTest {

    private final WiredService service = new WiredService();
    private final ApplicationAutoScalingClient scaling = service.scaling;

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aPolicyNeedsAScalableTarget() {
        assertThatThrownBy(() -> track("cpu", 50)).isInstanceOf(ObjectNotFoundException.class);
    }

    @Test
    void aTargetTrackingPolicyBringsItsAlarmsAndKeepsItsArnWhenItIsPutAgain() {
        service.register();
        PutScalingPolicyResponse put = track("cpu", 50);

        assertThat(put.alarms())
                .extracting(alarm -> alarm.alarmName())
                .allMatch(name -> name.startsWith("TargetTracking-service/c/s-Alarm"))
                .hasSize(2);
        assertThat(track("cpu", 60).policyARN()).isEqualTo(put.policyARN());
        assertThat(policies()).singleElement().satisfies(policy -> {
            assertThat(policy.targetTrackingScalingPolicyConfiguration().targetValue())
                    .isEqualTo(60.0);
            assertThat(policy.policyTypeAsString()).isEqualTo("TargetTrackingScaling");
        });
    }

    @Test
    void aPolicyWithoutItsConfigurationIsRefused() {
        service.register();
        assertThatThrownBy(() -> scaling.putScalingPolicy(put -> put.policyName("step")
                        .serviceNamespace(ServiceNamespace.ECS)
                        .resourceId(WiredService.ID)
                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void aResourceLabelIsForATargetGroupThatIsAttachedToTheService() {
        service.register();
        String nowhere = "app/lb/50dc6c495c0c9188/targetgroup/blue/943f017f100becff";

        assertThatThrownBy(() -> count(null)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> count(nowhere)).isInstanceOf(ValidationException.class);
        assertThat(policies()).isEmpty();
    }

    @Test
    void policiesComeTenToAPageAndGoOneByOneOrWithTheirTarget() {
        service.register();
        for (int i = 0; i < 12; i++) {
            track("cpu" + i, 50);
        }
        assertThat(scaling.describeScalingPolicies(describe -> describe.serviceNamespace(ServiceNamespace.ECS))
                        .scalingPolicies())
                .hasSize(10);
        assertThat(policies()).hasSize(12);

        scaling.deleteScalingPolicy(delete -> delete.policyName("cpu3")
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(WiredService.ID)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT));
        assertThat(policies()).hasSize(11);

        scaling.deregisterScalableTarget(deregister -> deregister
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(WiredService.ID)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT));
        assertThat(policies()).isEmpty();
    }

    private PutScalingPolicyResponse track(String name, double value) {
        return scaling.putScalingPolicy(put -> put.policyName(name)
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(WiredService.ID)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .policyType(PolicyType.TARGET_TRACKING_SCALING)
                .targetTrackingScalingPolicyConfiguration(tracking -> tracking.targetValue(value)
                        .predefinedMetricSpecification(
                                metric -> metric.predefinedMetricType("ECSServiceAverageCPUUtilization"))));
    }

    private void count(String label) {
        scaling.putScalingPolicy(put -> put.policyName("requests")
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(WiredService.ID)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .policyType(PolicyType.TARGET_TRACKING_SCALING)
                .targetTrackingScalingPolicyConfiguration(tracking -> tracking.targetValue(50.0)
                        .predefinedMetricSpecification(metric -> metric.predefinedMetricType("ALBRequestCountPerTarget")
                                .resourceLabel(label))));
    }

    private List<ScalingPolicy> policies() {
        return scaling
                .describeScalingPoliciesPaginator(describe ->
                        describe.serviceNamespace(ServiceNamespace.ECS).resourceId(WiredService.ID))
                .stream()
                .flatMap(page -> page.scalingPolicies().stream())
                .toList();
    }
}
