package io.ecsdrain.bench.reaper;

import io.ecsdrain.contract.ShutdownReadyMetric;
import io.ecsdrain.localaws.LocalAws;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** What the tasks of the draining services have said of themselves by now: that they are busy, or ready. */
final class Words {

    /** Who is ready has to have said so for some minutes; for who is busy the last word is enough. */
    static final int MINUTES = 6;

    private static final int DATA_PER_CALL = 1000;

    private Words() {}

    static void say(Shape shape, LocalAws aws, CloudWatchClient cloudWatch) {
        List<MetricDatum> data = new ArrayList<>();
        Instant now = aws.now();
        aws.ecs().tasks().stream()
                .filter(task -> task.serviceName().contains("-old"))
                .forEach(task -> data.addAll(said(shape, task.serviceName(), task.id(), now)));
        for (int from = 0; from < data.size(); from += DATA_PER_CALL) {
            List<MetricDatum> batch = data.subList(from, Math.min(data.size(), from + DATA_PER_CALL));
            cloudWatch.putMetricData(
                    put -> put.namespace(ShutdownReadyMetric.NAMESPACE).metricData(batch));
        }
    }

    private static List<MetricDatum> said(Shape shape, String service, String task, Instant now) {
        String[] words = service.split("-");
        List<String> values = List.of(words[1], words[2], task);
        List<Dimension> dimensions = IntStream.range(0, values.size())
                .mapToObj(index -> Dimension.builder()
                        .name(ShutdownReadyMetric.DIMENSIONS.get(index))
                        .value(values.get(index))
                        .build())
                .toList();
        return IntStream.range(0, shape.ready() ? MINUTES - 1 : 1)
                .mapToObj(minute -> MetricDatum.builder()
                        .metricName(ShutdownReadyMetric.NAME)
                        .dimensions(dimensions)
                        .timestamp(now.minusSeconds(60L * minute))
                        .value(shape.ready() ? 1.0 : 0.0)
                        .build())
                .toList();
    }
}
