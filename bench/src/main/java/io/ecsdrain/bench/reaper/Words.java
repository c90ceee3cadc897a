package io.ecsdrain.bench.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ReadyPoints;
import io.ecsdrain.localaws.LocalAws;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** What the tasks of the draining services have said of themselves by now: that they are busy, or ready. */
final class Words {

    /** A task counts as ready once it has said so for some minutes; as busy by its last word. */
    static final int MINUTES = 6;

    private Words() {}

    static void say(Shape shape, LocalAws aws, CloudWatchClient cloudWatch) {
        List<MetricDatum> data = new ArrayList<>();
        Instant now = aws.now();
        aws.ecs().tasks().stream()
                .filter(task -> task.serviceName().contains("-old"))
                .forEach(task -> data.addAll(said(shape, task.serviceName(), task.id(), now)));
        ReadyPoints.put(cloudWatch, data);
    }

    private static List<MetricDatum> said(Shape shape, String service, String task, Instant now) {
        String[] words = service.split("-");
        DeploymentKey key = new DeploymentKey(words[1], words[2]);
        return IntStream.range(0, shape.ready() ? MINUTES - 1 : 1)
                .mapToObj(minute -> ReadyPoints.of(key, task, now.minusSeconds(60L * minute), shape.ready() ? 1 : 0))
                .toList();
    }
}
