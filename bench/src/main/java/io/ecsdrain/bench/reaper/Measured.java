package io.ecsdrain.bench.reaper;

import io.ecsdrain.localaws.wire.CallRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One run of the reaper over one cluster.
 *
 * @param calls by operation, those that were answered
 * @param throttled those that were refused for the rate
 * @param mutations calls that are no reads
 * @param peak heap in bytes
 */
record Measured(
        Shape shape, Map<String, Long> calls, long throttled, long mutations, double seconds, long peak, String said) {

    static Measured of(Shape shape, List<CallRecord> records, double seconds, long peak, String said) {
        Map<String, Long> calls = records.stream()
                .filter(call -> !isThrottled(call))
                .collect(Collectors.groupingBy(CallRecord::operation, TreeMap::new, Collectors.counting()));
        long throttled = records.stream().filter(Measured::isThrottled).count();
        long mutations = records.stream()
                .filter(call -> !call.operation().matches("(Get|Describe|List).*"))
                .count();
        return new Measured(shape, calls, throttled, mutations, seconds, peak, said);
    }

    private static boolean isThrottled(CallRecord call) {
        return "ThrottlingException".equals(call.errorCode());
    }

    long total() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    LowerBound bound() {
        return LowerBound.of(shape);
    }

    double callRatio() {
        return total() / (double) bound().calls();
    }
}
