package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.GetDataInput;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.GetDataOutput;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.MetricStat;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.Query;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.Result;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** GetMetricData for simple metrics: newest first unless told otherwise, in pages whose cut results are PartialData. */
final class MetricData {

    private static final int MAX_QUERIES = 500;
    private static final int MAX_DATAPOINTS = 100_800;

    private final World world;
    private final MetricStore store;

    MetricData(World world, MetricStore store) {
        this.world = world;
        this.store = store;
    }

    GetDataOutput get(GetDataInput in) {
        List<Query> queries = CloudWatchErrors.required(in.metricDataQueries(), "MetricDataQueries");
        check(queries);
        int asked = in.maxDatapoints() == null ? MAX_DATAPOINTS : in.maxDatapoints();
        if (asked < 1 || asked > MAX_DATAPOINTS) {
            throw CloudWatchErrors.invalid("The parameter MaxDatapoints must be between 1 and 100800.");
        }
        boolean ascending = ascending(in.scanBy());
        List<Result> whole = new ArrayList<>();
        for (Query query : queries) {
            if (!Boolean.FALSE.equals(query.returnData())) {
                whole.add(result(query, in, ascending));
            }
        }
        int pageSize = Math.min(asked, world.switches().get(CloudWatchSwitches.DATAPOINTS_PER_PAGE));
        return DataPage.cut(whole, in.nextToken(), pageSize);
    }

    private static void check(List<Query> queries) {
        if (queries.isEmpty() || queries.size() > MAX_QUERIES) {
            throw CloudWatchErrors.invalid("The collection MetricDataQueries must have a size between 1 and 500.");
        }
        Set<String> ids = new HashSet<>();
        for (Query query : queries) {
            String id = CloudWatchErrors.required(query.id(), "MetricDataQueries.Id");
            if (!id.matches("[a-z][A-Za-z0-9_]{0,254}")) {
                throw CloudWatchErrors.invalid(
                        "The value " + id + " for parameter MetricDataQueries.Id is not matching the"
                                + " expected pattern ^[a-z][a-zA-Z0-9_]*$.");
            }
            if (!ids.add(id)) {
                throw CloudWatchErrors.invalid("The values for parameter id in MetricDataQueries are not unique.");
            }
            if (query.expression() != null) {
                throw query.metricStat() == null
                        ? AwsError.unsupported("metric math, SEARCH and Metrics Insights: " + query.expression())
                        : CloudWatchErrors.combination("MetricStat and Expression are mutually exclusive.");
            }
        }
    }

    private static boolean ascending(String scanBy) {
        return switch (scanBy == null ? "TimestampDescending" : scanBy) {
            case "TimestampDescending" -> false;
            case "TimestampAscending" -> true;
            default -> throw CloudWatchErrors.invalid("The value " + scanBy + " for parameter ScanBy is invalid.");
        };
    }

    private Result result(Query query, GetDataInput in, boolean ascending) {
        MetricStat stat = CloudWatchErrors.required(query.metricStat(), "MetricDataQueries.MetricStat");
        CloudWatchShapes.Metric wanted = CloudWatchErrors.required(stat.metric(), "MetricStat.Metric");
        String statistic = CloudWatchErrors.required(stat.stat(), "MetricStat.Stat");
        MetricKey metric = MetricKey.of(wanted.namespace(), wanted.metricName(), wanted.dimensions());
        boolean fromStart = world.switches().get(CloudWatchSwitches.PERIODS_BEGIN_AT_START_TIME);
        Window window = Window.of(in.startTime(), in.endTime(), stat.period(), world.now(), fromStart);
        List<Instant> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        if (Samples.one(window.start(), window.start(), null, 0).statistic(statistic) == null) {
            throw AwsError.unsupported("the statistic " + statistic);
        }
        for (Map.Entry<Instant, Samples> period :
                store.periods(metric, window, stat.unit()).entrySet()) {
            times.add(period.getKey());
            values.add(period.getValue().statistic(statistic));
        }
        if (!ascending) {
            Collections.reverse(times);
            Collections.reverse(values);
        }
        String label = query.label() == null ? wanted.metricName() : query.label();
        return new Result(query.id(), label, times, values, "Complete", null);
    }
}
