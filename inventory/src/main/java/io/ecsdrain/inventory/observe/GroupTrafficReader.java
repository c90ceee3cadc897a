package io.ecsdrain.inventory.observe;

import io.ecsdrain.inventory.model.GroupTraffic;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * Reads what a load balancer counts of one target group, in one call. "Elastic Load Balancing measures and sends its
 * metrics in 60-second intervals" (CloudWatch metrics for your Application Load Balancer).
 */
public final class GroupTrafficReader {

    private static final int MINUTE = 60;

    private static final List<String> METRICS =
            List.of("RequestCount", "HTTPCode_Target_5XX_Count", "TargetConnectionErrorCount");

    private final CloudWatchClient cloudWatch;

    public GroupTrafficReader(CloudWatchClient cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    /**
     * @param loadBalancer its ARN
     * @param targetGroup its ARN
     */
    public Observed<GroupTraffic> read(String loadBalancer, String targetGroup, Instant from, Instant to) {
        List<Dimension> dimensions = List.of(
                dimension("LoadBalancer", loadBalancer.replaceFirst(".*:loadbalancer/", "")),
                dimension("TargetGroup", TargetGroupView.metricName(targetGroup)));
        List<MetricDataQuery> queries = IntStream.range(0, METRICS.size())
                .mapToObj(index -> query(index, dimensions))
                .toList();
        return Reading.observed(() -> {
            MetricDataPages pages = new MetricDataPages();
            Paging.all(
                            "GetMetricData",
                            token -> cloudWatch.getMetricData(get -> get.metricDataQueries(queries)
                                    .startTime(from.truncatedTo(ChronoUnit.MINUTES))
                                    .endTime(to)
                                    .nextToken(token)),
                            GetMetricDataResponse::nextToken)
                    .forEach(page -> page.metricDataResults().forEach(pages::add));
            Map<Instant, Long> failed = points(pages, 1);
            points(pages, 2).forEach((minute, count) -> failed.merge(minute, count, Long::sum));
            return new GroupTraffic(points(pages, 0), failed);
        });
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private static MetricDataQuery query(int index, List<Dimension> dimensions) {
        return MetricDataQuery.builder()
                .id(id(index))
                .metricStat(
                        stat -> stat.stat("Sum").period(MINUTE).metric(metric -> metric.namespace("AWS/ApplicationELB")
                                .metricName(METRICS.get(index))
                                .dimensions(dimensions)))
                .build();
    }

    private static Map<Instant, Long> points(MetricDataPages pages, int index) {
        Map<Instant, Long> counts = new HashMap<>();
        Reading.require(pages.values(id(index))).forEach((minute, count) -> counts.put(minute, Math.round(count)));
        return counts;
    }

    private static String id(int index) {
        return "m" + index;
    }
}
