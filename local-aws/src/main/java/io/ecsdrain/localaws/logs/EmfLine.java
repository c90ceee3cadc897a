package io.ecsdrain.localaws.logs;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a log line is to the metric extraction. */
sealed interface EmfLine {

    /** An ordinary line. */
    record Plain() implements EmfLine {}

    /** Meant as embedded metrics, but not as the specification has it: nothing is extracted. */
    record Broken(String reason) implements EmfLine {}

    record Metrics(List<Point> points) implements EmfLine {}

    /** One value of one metric. */
    record Point(
            String namespace,
            String name,
            Map<String, String> dimensions,
            Instant at,
            double value,
            String unit,
            int storageResolution) {}
}
