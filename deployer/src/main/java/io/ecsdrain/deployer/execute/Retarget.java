package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.applicationautoscaling.model.CustomizedMetricSpecification;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricType;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.TargetTrackingMetricDataQuery;
import software.amazon.awssdk.services.applicationautoscaling.model.TargetTrackingMetricDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.TargetTrackingScalingPolicyConfiguration;

/**
 * Has a policy look at the metrics of another service than it was made for.
 *
 * @param label names load balancer and target group of the new one
 * @param names values of dimensions that name the old service or its target group, and what names the new one's
 * @param ids values of the dimension {@code deployment_id}, likewise
 */
record Retarget(String label, Map<String, String> names, Map<String, String> ids) {

    Retarget {
        names = Map.copyOf(names);
        ids = Map.copyOf(ids);
    }

    /** {@code app/LB/ID/targetgroup/TG/ID}, of a listener of the load balancer and a target group. */
    static String label(String listenerArn, String groupArn) {
        return listenerArn.replaceFirst(".*:listener/(.+)/[^/]+$", "$1") + "/" + TargetGroupView.metricName(groupArn);
    }

    PutScalingPolicyRequest of(PutScalingPolicyRequest policy) {
        TargetTrackingScalingPolicyConfiguration tracking = policy.targetTrackingScalingPolicyConfiguration();
        return tracking == null
                ? policy
                : policy.toBuilder()
                        .targetTrackingScalingPolicyConfiguration(of(tracking))
                        .build();
    }

    private TargetTrackingScalingPolicyConfiguration of(TargetTrackingScalingPolicyConfiguration tracking) {
        TargetTrackingScalingPolicyConfiguration.Builder changed = tracking.toBuilder();
        if (tracking.predefinedMetricSpecification() != null
                && tracking.predefinedMetricSpecification().predefinedMetricType()
                        == MetricType.ALB_REQUEST_COUNT_PER_TARGET) {
            changed.predefinedMetricSpecification(tracking.predefinedMetricSpecification().toBuilder()
                    .resourceLabel(label)
                    .build());
        }
        CustomizedMetricSpecification own = tracking.customizedMetricSpecification();
        if (own != null) {
            CustomizedMetricSpecification.Builder metric = own.toBuilder();
            if (own.hasDimensions()) {
                metric.dimensions(own.dimensions().stream().map(this::of).toList());
            }
            if (own.hasMetrics()) {
                metric.metrics(own.metrics().stream().map(this::of).toList());
            }
            changed.customizedMetricSpecification(metric.build());
        }
        return changed.build();
    }

    /** Which of the old names a policy still has, in an expression perhaps. */
    List<String> left(PutScalingPolicyRequest policy) {
        String text = policy.toString();
        return names.keySet().stream()
                .filter(name -> Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])")
                        .matcher(text)
                        .find())
                .sorted()
                .toList();
    }

    private MetricDimension of(MetricDimension dimension) {
        return dimension.toBuilder()
                .value(value(dimension.name(), dimension.value()))
                .build();
    }

    private String value(String dimension, String value) {
        return (Tags.DEPLOYMENT_ID.equals(dimension) ? ids : names).getOrDefault(value, value);
    }

    private TargetTrackingMetricDataQuery of(TargetTrackingMetricDataQuery query) {
        if (query.metricStat() == null || query.metricStat().metric() == null) {
            return query;
        }
        List<TargetTrackingMetricDimension> dimensions = query.metricStat().metric().dimensions().stream()
                .map(each ->
                        each.toBuilder().value(value(each.name(), each.value())).build())
                .toList();
        return query.toBuilder()
                .metricStat(query.metricStat().toBuilder()
                        .metric(query.metricStat().metric().toBuilder()
                                .dimensions(dimensions)
                                .build())
                        .build())
                .build();
    }
}
