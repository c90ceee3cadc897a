package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.links.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that was put, by metric. */
final class MetricStore {

    private static final Duration KEPT = Duration.ofDays(15);

    private final World world;
    private final Map<MetricKey, List<Samples>> byMetric = new LinkedHashMap<>();
    private long puts;

    MetricStore(World world) {
        this.world = world;
    }

    void put(MetricKey metric, Samples samples, int storageResolution) {
        Instant at = samples.at().truncatedTo(storageResolution == 1 ? ChronoUnit.SECONDS : ChronoUnit.MINUTES);
        Samples stored = new Samples(
                at,
                world.now().plus(world.switches().get(CloudWatchSwitches.METRIC_LAG)),
                samples.unit() == null ? "None" : samples.unit(),
                samples.values());
        List<Samples> series = byMetric.computeIfAbsent(metric, key -> new ArrayList<>());
        if (!series.isEmpty() && series.get(0).at().isBefore(world.now().minus(KEPT))) {
            series.removeIf(old -> old.at().isBefore(world.now().minus(KEPT)));
        }
        series.add(stored);
        int every = world.switches().get(CloudWatchSwitches.DUPLICATE_EVERY);
        if (every > 0 && ++puts % every == 0) {
            series.add(stored);
        }
    }

    /** The metrics with a visible value since then. */
    List<MetricKey> activeSince(Instant since) {
        return byMetric.entrySet().stream()
                .filter(metric -> metric.getValue().stream().anyMatch(s -> visible(s) && s.at().isAfter(since)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Samples of a window, summed up by period and keyed by its start; an unknown metric has none. */
    SortedMap<Instant, Samples> periods(MetricKey metric, Window window, String unit) {
        SortedMap<Instant, Samples> periods = new TreeMap<>();
        for (Samples samples : byMetric.getOrDefault(metric, List.of())) {
            if (visible(samples) && window.contains(samples.at()) && (unit == null || unit.equals(samples.unit()))) {
                periods.merge(window.periodOf(samples.at()), samples, Samples::and);
            }
        }
        return periods;
    }

    /** The units in which a metric was put. */
    List<String> units(MetricKey metric) {
        return byMetric.getOrDefault(metric, List.of()).stream()
                .map(Samples::unit)
                .distinct()
                .toList();
    }

    private boolean visible(Samples samples) {
        return !samples.visibleFrom().isAfter(world.now());
    }
}
