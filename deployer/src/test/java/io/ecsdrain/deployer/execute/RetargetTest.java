package io.ecsdrain.deployer.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.TargetTrackingMetricDataQuery;
import software.amazon.awssdk.services.applicationautoscaling.model.TargetTrackingMetricDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.TargetTrackingScalingPolicyConfiguration;

class RetargetTest {

    private static final String LISTENER =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2";
    private static final String GROUP =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/new/943f017f100becff";

    private final Retarget retarget = new Retarget(
            Retarget.label(LISTENER, GROUP),
            Map.of("svc-app-v1", "svc-app-v2", "targetgroup/old/1", "targetgroup/new/943f017f100becff"),
            Map.of("v1", "v2"));

    @Test
    void requestsAreCountedAtTheNewGroup() {
        TargetTrackingScalingPolicyConfiguration changed = changed(tracking()
                .predefinedMetricSpecification(metric -> metric.predefinedMetricType("ALBRequestCountPerTarget")
                        .resourceLabel("app/front/50dc6c495c0c9188/targetgroup/old/1")));

        assertThat(changed.predefinedMetricSpecification().resourceLabel())
                .isEqualTo("app/front/50dc6c495c0c9188/targetgroup/new/943f017f100becff");
        assertThat(changed.targetValue()).isEqualTo(5.0);
    }

    @Test
    void aMetricWithoutALabelGetsNone() {
        assertThat(changed(tracking()
                                .predefinedMetricSpecification(
                                        metric -> metric.predefinedMetricType("ECSServiceAverageCPUUtilization")))
                        .predefinedMetricSpecification()
                        .resourceLabel())
                .isNull();
    }

    @Test
    void dimensionsThatNameTheOldOneNameTheNewOne() {
        assertThat(changed(tracking()
                                .customizedMetricSpecification(metric -> metric.dimensions(
                                        dimension("ServiceName", "svc-app-v1"),
                                        dimension("TargetGroup", "targetgroup/old/1"),
                                        dimension("deployment_id", "v1"),
                                        dimension("Api", "v1"))))
                        .customizedMetricSpecification()
                        .dimensions())
                .extracting(MetricDimension::value)
                .containsExactly("svc-app-v2", "targetgroup/new/943f017f100becff", "v2", "v1");
    }

    @Test
    void soDoThoseOfMetricMath() {
        TargetTrackingMetricDimension service = TargetTrackingMetricDimension.builder()
                .name("ServiceName")
                .value("svc-app-v1")
                .build();
        TargetTrackingMetricDataQuery one = TargetTrackingMetricDataQuery.builder()
                .metricStat(stat -> stat.metric(metric -> metric.dimensions(service)))
                .build();

        List<TargetTrackingMetricDataQuery> queries = changed(
                        tracking().customizedMetricSpecification(metric -> metric.metrics(one, expression("m / 2"))))
                .customizedMetricSpecification()
                .metrics();

        assertThat(queries.get(0).metricStat().metric().dimensions())
                .extracting(TargetTrackingMetricDimension::value)
                .containsExactly("svc-app-v2");
        assertThat(queries.get(1)).isEqualTo(expression("m / 2"));
    }

    @Test
    void aNameInAnExpressionIsLeftAndSaid() {
        assertThat(left("SEARCH('ServiceName=\"svc-app-v1\"') + svc-app-v10")).containsExactly("svc-app-v1");
        assertThat(left("svc-app-v10")).isEmpty();
    }

    private List<String> left(String expression) {
        return retarget.left(retarget.of(
                policy(tracking().customizedMetricSpecification(metric -> metric.metrics(expression(expression))))));
    }

    private static MetricDimension dimension(String name, String value) {
        return MetricDimension.builder().name(name).value(value).build();
    }

    private static TargetTrackingMetricDataQuery expression(String text) {
        return TargetTrackingMetricDataQuery.builder().expression(text).build();
    }

    private static TargetTrackingScalingPolicyConfiguration.Builder tracking() {
        return TargetTrackingScalingPolicyConfiguration.builder().targetValue(5.0);
    }

    private static PutScalingPolicyRequest policy(TargetTrackingScalingPolicyConfiguration.Builder tracking) {
        return PutScalingPolicyRequest.builder()
                .targetTrackingScalingPolicyConfiguration(tracking.build())
                .build();
    }

    private TargetTrackingScalingPolicyConfiguration changed(
            TargetTrackingScalingPolicyConfiguration.Builder tracking) {
        return retarget.of(policy(tracking)).targetTrackingScalingPolicyConfiguration();
    }
}
