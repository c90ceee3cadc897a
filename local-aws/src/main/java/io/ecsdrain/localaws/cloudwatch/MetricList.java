package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.DimensionFilter;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.ListInput;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.ListOutput;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.Metric;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.AwsError;
import java.time.Duration;
import java.util.List;

/** ListMetrics: what had data in the last two weeks, 500 a page. */
final class MetricList {

    private static final int PAGE = 500;
    private static final Duration SHOWN = Duration.ofDays(14);

    private final World world;
    private final MetricStore store;

    MetricList(World world, MetricStore store) {
        this.world = world;
        this.store = store;
    }

    ListOutput list(ListInput in) {
        if (in.nextToken() != null && !in.nextToken().matches("\\d{1,9}")) {
            throw AwsError.badRequest("InvalidNextToken", "The next token specified is invalid.");
        }
        int begin = in.nextToken() == null ? 0 : Integer.parseInt(in.nextToken());
        List<Metric> all = store.activeSince(world.now().minus(SHOWN)).stream()
                .filter(metric -> matches(metric, in))
                .map(MetricKey::metric)
                .toList();
        int from = Math.min(begin, all.size());
        int to = Math.min(from + PAGE, all.size());
        return new ListOutput(all.subList(from, to), to < all.size() ? String.valueOf(to) : null);
    }

    private static boolean matches(MetricKey metric, ListInput in) {
        List<DimensionFilter> filters = in.dimensions() == null ? List.of() : in.dimensions();
        return (in.namespace() == null || in.namespace().equals(metric.namespace()))
                && (in.metricName() == null || in.metricName().equals(metric.name()))
                && filters.stream().allMatch(filter -> {
                    String value = metric.dimensions().get(filter.name());
                    return value != null
                            && (filter.value() == null || filter.value().equals(value));
                });
    }
}
