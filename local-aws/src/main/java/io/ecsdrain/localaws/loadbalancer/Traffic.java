package io.ecsdrain.localaws.loadbalancer;

import io.ecsdrain.localaws.links.StatisticSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What load balancers and the target groups behind them were asked and answered, by the names of the metrics of an <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html">
 * Application Load Balancer</a>. Health checks are no traffic.
 */
public final class Traffic {

    /**
     * One metric.
     *
     * @param loadBalancer its dimension, {@code app/name/id}
     * @param targetGroup its dimension, {@code targetgroup/name/id}; empty for all groups together
     * @param unit {@code Count} or {@code Seconds}
     */
    public record Series(String loadBalancer, String targetGroup, String metric, String unit) {}

    private final Map<Series, StatisticSet> values = new HashMap<>();

    synchronized void add(Series series, double value) {
        values.merge(series, StatisticSet.of(value), StatisticSet::and);
    }

    /** Everything since the last time that this was asked. */
    public synchronized Map<Series, StatisticSet> take() {
        Map<Series, StatisticSet> taken = Map.copyOf(values);
        values.clear();
        return taken;
    }
}
