package io.ecsdrain.localaws.ecs;

import java.time.Duration;

/**
 * How long things take that AWS gives no number for.
 *
 * @param provisioning time in PROVISIONING
 * @param pending time in PENDING before the containers start
 * @param deprovisioning time in DEPROVISIONING
 * @param stoppedTaskKept how long DescribeTasks still knows a stopped task; AWS promises at least an hour
 * @param inactiveServiceKept how long DescribeServices still knows an INACTIVE service
 * @param retryAfterFailure pause after a task that did not reach RUNNING, doubled with each further one up to 60 s
 */
public record EcsTimings(
        Duration provisioning,
        Duration pending,
        Duration deprovisioning,
        Duration stoppedTaskKept,
        Duration inactiveServiceKept,
        Duration retryAfterFailure) {

    public static EcsTimings defaults() {
        return new EcsTimings(
                Duration.ofMillis(500),
                Duration.ofMillis(500),
                Duration.ofMillis(500),
                Duration.ofMinutes(65),
                Duration.ofHours(1),
                Duration.ofSeconds(1));
    }
}
