package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.links.MetricSink;
import io.ecsdrain.localaws.links.StatisticSet;
import io.ecsdrain.localaws.loadbalancer.Traffic;
import io.ecsdrain.localaws.loadbalancer.Traffic.Series;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Publishes once a minute what load balancers were asked and answered in it. A minute without an event has no value,
 * not even 0: "If there are no requests flowing through the load balancer or no data for a metric, the metric is not
 * reported" (Application Load Balancer metrics).
 */
final class TrafficMetrics {

    private static final String NAMESPACE = "AWS/ApplicationELB";
    private static final int MINUTE = 60;

    private final Traffic traffic;
    private final MetricSink metrics;
    private Instant minute;

    /** @param start the time at which the load balancers come up */
    TrafficMetrics(Traffic traffic, MetricSink metrics, Instant start) {
        this.traffic = traffic;
        this.metrics = metrics;
        this.minute = start.truncatedTo(ChronoUnit.MINUTES);
    }

    void tick(Instant now) {
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (current.isAfter(minute)) {
            traffic.take().forEach(this::publish);
            minute = current;
        }
    }

    private void publish(Series series, StatisticSet values) {
        Map<String, String> dimensions = new HashMap<>(Map.of("LoadBalancer", series.loadBalancer()));
        if (!series.targetGroup().isEmpty()) {
            dimensions.put("TargetGroup", series.targetGroup());
        }
        metrics.put(NAMESPACE, series.metric(), dimensions, minute, values, series.unit(), MINUTE);
    }
}
