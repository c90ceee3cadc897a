package io.ecsdrain.localaws.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * AWS's token buckets: each operation takes a token of the bucket that it shares with others of its account and Region,
 * and is throttled where there is none. An operation without a figure known to us is not limited. Sources:
 *
 * <ul>
 *   <li>ECS: developer guide, <em>Request throttling for the Amazon ECS API</em> (burst and refill of each bucket)
 *   <li>ELBv2: user guide, <em>Request throttling for the Elastic Load Balancing API</em> (non-mutating actions 40, 10
 *       a second)
 *   <li>SSM: service quotas, 40 transactions a second for the three ways to get parameters; no burst is given, so one
 *       second's
 *   <li>CloudWatch: service quotas, GetMetricData 50 a second; no burst is given, so one second's. Its second limit, on
 *       datapoints a second, is left out
 *   <li>CloudWatch Logs: service quotas, FilterLogEvents 5 a second, GetLogEvents 10; neither can be raised
 * </ul>
 */
public final class RateLimits {

    /**
     * One bucket, full at first.
     *
     * @param operations exact names, or a prefix that ends in {@code *}
     * @param burst how many tokens it holds
     * @param perSecond how many come back in a second
     */
    public record Bucket(String service, Set<String> operations, int burst, int perSecond) {

        boolean holds(String ofService, String operation) {
            return service.equals(ofService)
                    && operations.stream()
                            .anyMatch(each -> each.endsWith("*")
                                    ? operation.startsWith(each.substring(0, each.length() - 1))
                                    : each.equals(operation));
        }
    }

    private static final String ECS = "ecs";

    /** The first that holds an operation counts. */
    private static final List<Bucket> BUCKETS = List.of(
            new Bucket(ECS, Set.of("DescribeClusters", "ListClusters"), 50, 20),
            new Bucket(ECS, Set.of("DescribeServices", "ListServices"), 100, 20),
            new Bucket(ECS, Set.of("CreateService", "UpdateService", "DeleteService"), 50, 5),
            new Bucket(ECS, Set.of("ListTasks", "DescribeTasks"), 100, 20),
            new Bucket(ECS, Set.of("RunTask", "StartTask", "StopTask"), 100, 40),
            new Bucket(ECS, Set.of("TagResource", "UntagResource"), 20, 10),
            new Bucket(ECS, Set.of("ListTagsForResource"), 50, 20),
            new Bucket(ECS, Set.of("RegisterTaskDefinition", "DeregisterTaskDefinition"), 20, 1),
            new Bucket(ECS, Set.of("DescribeTaskDefinition", "ListTaskDefinitions"), 50, 20),
            new Bucket(ECS, Set.of("GetTaskProtection", "UpdateTaskProtection"), 200, 80),
            new Bucket("elasticloadbalancing", Set.of("Describe*"), 40, 10),
            new Bucket("ssm", Set.of("GetParameter*"), 40, 40),
            new Bucket("cloudwatch", Set.of("GetMetricData"), 50, 50),
            new Bucket("logs", Set.of("FilterLogEvents"), 5, 5),
            new Bucket("logs", Set.of("GetLogEvents"), 10, 10));

    private static final class Level {
        private double tokens;
        private Instant at;
    }

    private final Map<Bucket, Level> levels = new HashMap<>();

    /** The bucket of an operation; empty if it is not limited. */
    public static Optional<Bucket> of(String service, String operation) {
        return BUCKETS.stream()
                .filter(bucket -> bucket.holds(service, operation))
                .findFirst();
    }

    /** Takes a token, if there is one. */
    synchronized boolean admits(String service, String operation, Instant now) {
        Optional<Bucket> bucket = of(service, operation);
        return bucket.isEmpty() || takes(bucket.get(), now);
    }

    private boolean takes(Bucket bucket, Instant now) {
        Level level = levels.computeIfAbsent(bucket, first -> new Level());
        if (level.at == null) {
            level.tokens = bucket.burst();
            level.at = now;
        }
        if (now.isAfter(level.at)) {
            double seconds = Duration.between(level.at, now).toNanos() / 1e9;
            level.tokens = Math.min(bucket.burst(), level.tokens + seconds * bucket.perSecond());
            level.at = now;
        }
        if (level.tokens < 1) {
            return false;
        }
        level.tokens--;
        return true;
    }
}
