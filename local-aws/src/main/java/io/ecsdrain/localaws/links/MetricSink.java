package io.ecsdrain.localaws.links;

import java.time.Instant;
import java.util.Map;

/** Where measured values go: CloudWatch, as the logs and every other source of metrics see it. */
public interface MetricSink {

    /**
     * @param dimensions the exact set that identifies the metric
     * @param unit such as {@code Count}; null means None
     * @param storageResolution 60 or 1 seconds
     */
    void put(
            String namespace,
            String name,
            Map<String, String> dimensions,
            Instant timestamp,
            StatisticSet values,
            String unit,
            int storageResolution);

    /** One value. */
    default void put(
            String namespace,
            String name,
            Map<String, String> dimensions,
            Instant timestamp,
            double value,
            String unit,
            int storageResolution) {
        put(namespace, name, dimensions, timestamp, StatisticSet.of(value), unit, storageResolution);
    }
}
