package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.ShutdownReadyMetric;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What CloudWatch answered about the readiness of one task. */
public sealed interface Evidence {

    /**
     * The points of a complete answer; an empty list is a task that has said nothing in the window.
     *
     * @param points the statistic Minimum by period, oldest first
     */
    record Points(List<Point> points) implements Evidence {
        public Points {
            points = points.stream()
                    .sorted(Comparator.comparing(Point::periodStart))
                    .toList();
        }
    }

    /**
     * The lines that the task's sidecar wrote into its log of late; at least one.
     *
     * @param lines in no order: each line says by itself where it belongs
     */
    record Lines(List<SidecarLine> lines) implements Evidence {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /** The answer failed, was partial to the end, or was not understood. */
    record Unread(String reason) implements Evidence {}

    /**
     * CloudWatch was not asked, for GetMetricData is billed by the metric. Nothing is known of the task, so it is never
     * ready.
     *
     * @param askedFirst the task of the same deployment that was asked about first; empty if none was
     */
    record NotAsked(Optional<String> askedFirst) implements Evidence {}

    /**
     * @param periodStart CloudWatch stamps a point with the start of its period
     * @param minimum the lowest value reported within the period: a single 0 shows
     */
    record Point(Instant periodStart, double minimum) {

        /** Whether the task said throughout the period that it is ready. */
        public boolean isReady() {
            return minimum == ShutdownReadyMetric.READY;
        }
    }
}
