package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ShutdownReadyMetric;
import io.ecsdrain.inventory.aws.Batches;
import io.ecsdrain.inventory.aws.ParallelReads;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Reads what tasks said about their readiness: the lowest value of each period, for each task by itself. */
public final class EvidenceReader {

    /** GetMetricData takes no more queries. */
    private static final int BATCH = 500;

    private final CloudWatchClient cloudWatch;
    private final ParallelReads atOnce;

    public EvidenceReader(CloudWatchClient cloudWatch) {
        this(cloudWatch, new ParallelReads(1));
    }

    public EvidenceReader(CloudWatchClient cloudWatch, ParallelReads atOnce) {
        this.cloudWatch = cloudWatch;
        this.atOnce = atOnce;
    }

    /** One task of one deployment: together they are the metric's dimensions. */
    public record Subject(DeploymentKey key, String taskId) {}

    /** For each of {@code subjects} its points, or why they could not be read. */
    public Map<Subject, Evidence> of(Collection<Subject> subjects, Window window) {
        Map<Subject, Evidence> all = new HashMap<>();
        atOnce.each(Batches.of(List.copyOf(subjects), BATCH), batch -> of(batch, window))
                .forEach(all::putAll);
        return all;
    }

    private Map<Subject, Evidence> of(List<Subject> batch, Window window) {
        Map<Subject, Evidence> all = new HashMap<>();
        MetricDataPages pages = new MetricDataPages();
        String failure = read(batch, window, pages);
        for (int index = 0; index < batch.size(); index++) {
            all.put(batch.get(index), failure == null ? pages.of(id(index)) : new Evidence.Unread(failure));
        }
        return all;
    }

    /** @return why the batch could not be read to its end, or null if it was */
    private String read(List<Subject> batch, Window window, MetricDataPages pages) {
        List<MetricDataQuery> queries = queries(batch, window);
        try {
            Paging.all(
                            "GetMetricData",
                            token -> cloudWatch.getMetricData(get -> get.metricDataQueries(queries)
                                    .startTime(window.start())
                                    .endTime(window.end())
                                    .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                                    .nextToken(token)),
                            GetMetricDataResponse::nextToken)
                    .forEach(page -> page.metricDataResults().forEach(pages::add));
            return null;
        } catch (Reading.Failed failed) {
            return failed.getMessage();
        }
    }

    private static List<MetricDataQuery> queries(List<Subject> batch, Window window) {
        List<MetricDataQuery> queries = new ArrayList<>();
        for (int index = 0; index < batch.size(); index++) {
            queries.add(query(id(index), batch.get(index), window));
        }
        return queries;
    }

    /** An id must begin with a lower-case letter, and a task id need not. */
    private static String id(int index) {
        return "m" + index;
    }

    private static MetricDataQuery query(String id, Subject subject, Window window) {
        List<String> values = List.of(subject.key().name(), subject.key().id(), subject.taskId());
        List<Dimension> dimensions = new ArrayList<>();
        for (int index = 0; index < values.size(); index++) {
            dimensions.add(Dimension.builder()
                    .name(ShutdownReadyMetric.DIMENSIONS.get(index))
                    .value(values.get(index))
                    .build());
        }
        // Minimum: delivery is at least once, so a sum or a count may be too high, and a single 0 in a period shows. No
        // unit: a wrong one would match nothing.
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.stat("Minimum")
                        .period(Math.toIntExact(window.period().toSeconds()))
                        .metric(metric -> metric.namespace(ShutdownReadyMetric.NAMESPACE)
                                .metricName(ShutdownReadyMetric.NAME)
                                .dimensions(dimensions)))
                .build();
    }
}
