package io.ecsdrain.localaws.scaling;

/**
 * A scalable target, as those beside Application Auto Scaling see it: tests.
 *
 * @param resourceId {@code service/<cluster>/<name>}
 */
public record ScalableTargetView(
        String resourceId,
        int minCapacity,
        int maxCapacity,
        boolean scaleInSuspended,
        boolean scaleOutSuspended,
        boolean scheduledSuspended) {}
