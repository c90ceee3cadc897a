package io.ecsdrain.inventory.observe;

import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Observed;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * The answers of one GetMetricData over all its pages. An id that was PartialData recurs on a later page and is
 * appended to; only an id whose last word is Complete has answered, and one that ever said InternalError or Forbidden
 * has not.
 */
final class MetricDataPages {

    private final Map<String, Map<Instant, Double>> points = new HashMap<>();
    private final Map<String, StatusCode> lastWord = new HashMap<>();
    private final Map<String, String> failures = new HashMap<>();

    void add(MetricDataResult result) {
        String id = result.id();
        lastWord.put(id, result.statusCode());
        if (result.statusCode() != StatusCode.COMPLETE && result.statusCode() != StatusCode.PARTIAL_DATA) {
            failures.putIfAbsent(id, result.statusCodeAsString());
        }
        if (result.timestamps().size() != result.values().size()) {
            failures.putIfAbsent(
                    id,
                    result.timestamps().size() + " timestamps and "
                            + result.values().size() + " values");
            return;
        }
        Map<Instant, Double> known = points.computeIfAbsent(id, first -> new TreeMap<>());
        for (int index = 0; index < result.values().size(); index++) {
            known.merge(result.timestamps().get(index), result.values().get(index), Math::min);
        }
    }

    /** By the beginning of its period, each value of the id; of a period that came twice, the lowest. */
    Observed<Map<Instant, Double>> values(String id) {
        if (failures.containsKey(id)) {
            return Observed.unknown("GetMetricData: " + failures.get(id));
        }
        if (lastWord.get(id) != StatusCode.COMPLETE) {
            return Observed.unknown(
                    "GetMetricData: " + (lastWord.containsKey(id) ? "PartialData to the end" : "no answer"));
        }
        return Observed.known(points.get(id));
    }

    /** The same as evidence of one task. */
    Evidence of(String id) {
        Observed<Map<Instant, Double>> values = values(id);
        return values.value()
                .<Evidence>map(known -> new Evidence.Points(known.entrySet().stream()
                        .map(point -> new Evidence.Point(point.getKey(), point.getValue()))
                        .toList()))
                .orElseGet(() -> new Evidence.Unread(values.unknownBecause().orElseThrow()));
    }
}
