package io.ecsdrain.infra;

import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.Function;

/** What the reaper reports about deployments (EMF, by deployment name), and Lambda about the reaper. */
final class DrainMetrics {

    /** A deployment drains for minutes at the least: finer would cost reads and show no more. */
    static final Duration PERIOD = Duration.minutes(5);

    private static final String NAMESPACE = "App/Drain";
    private static final String DIMENSION = "deployment_name";

    private final Optional<String> name;
    private final Function function;

    DrainMetrics(Optional<String> name, Function function) {
        this.name = name;
        this.function = function;
    }

    /**
     * One number of the name's, or empty where every name is handled: an alarm needs a metric, a search it cannot
     * watch.
     */
    Optional<Metric> ofName(String metric, String statistic) {
        return name.map(only -> Metric.Builder.create()
                .namespace(NAMESPACE)
                .metricName(metric)
                .dimensionsMap(Map.of(DIMENSION, only))
                .statistic(statistic)
                .period(PERIOD)
                .build());
    }

    /** One line for the name, or one for each name that reports. */
    IMetric line(String metric, String statistic) {
        Optional<Metric> one = ofName(metric, statistic);
        if (one.isPresent()) {
            return one.get();
        }
        String search = "SEARCH('{%s,%s} MetricName=\"%s\"', '%s', %d)"
                .formatted(
                        NAMESPACE,
                        DIMENSION,
                        metric,
                        statistic,
                        PERIOD.toSeconds().intValue());
        return MathExpression.Builder.create()
                .expression(search)
                .usingMetrics(Map.of())
                .label(metric)
                .period(PERIOD)
                .build();
    }

    Metric invocations(Duration period) {
        return function.metricInvocations(sum(period));
    }

    Metric errors(Duration period) {
        return function.metricErrors(sum(period));
    }

    Metric throttles(Duration period) {
        return function.metricThrottles(sum(period));
    }

    Metric duration(String statistic) {
        return function.metricDuration(MetricOptions.builder()
                .statistic(statistic)
                .period(PERIOD)
                .label(statistic)
                .build());
    }

    private static MetricOptions sum(Duration period) {
        return MetricOptions.builder().statistic("Sum").period(period).build();
    }
}
