package io.ecsdrain.inventory.model;

import java.time.Instant;
import java.util.Map;

/**
 * What a load balancer counted of the requests to one target group, by the beginning of each minute. A minute that is
 * missing had none, or is not counted yet.
 *
 * @param requests routed to a target ({@code RequestCount})
 * @param failed answered 5xx by a target, or not answered because no connection came about
 *     ({@code HTTPCode_Target_5XX_Count}, {@code TargetConnectionErrorCount})
 */
public record GroupTraffic(Map<Instant, Long> requests, Map<Instant, Long> failed) {

    public GroupTraffic {
        requests = Map.copyOf(requests);
        failed = Map.copyOf(failed);
    }

    /** Requests in the minutes that begin at {@code from} or later. */
    public long requestsSince(Instant from) {
        return since(requests, from);
    }

    /** Failed ones in those minutes. */
    public long failedSince(Instant from) {
        return since(failed, from);
    }

    private static long since(Map<Instant, Long> minutes, Instant from) {
        return minutes.entrySet().stream()
                .filter(minute -> !minute.getKey().isBefore(from))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
