package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.Dimension;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.Metric;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A metric is its namespace, its name and exactly these dimensions, in whatever order. */
record MetricKey(String namespace, String name, Map<String, String> dimensions) {

    MetricKey {
        dimensions = new TreeMap<>(dimensions);
    }

    static MetricKey of(String namespace, String name, List<Dimension> dimensions) {
        Map<String, String> byName = new TreeMap<>();
        for (Dimension dimension : dimensions == null ? List.<Dimension>of() : dimensions) {
            if (dimension.name() == null
                    || dimension.value() == null
                    || dimension.value().isEmpty()) {
                throw CloudWatchErrors.invalid("a dimension needs a name and a value");
            }
            byName.put(dimension.name(), dimension.value());
        }
        return new MetricKey(namespace, name, byName);
    }

    Metric metric() {
        return new Metric(
                namespace,
                name,
                dimensions.entrySet().stream()
                        .map(dimension -> new Dimension(dimension.getKey(), dimension.getValue()))
                        .toList());
    }
}
