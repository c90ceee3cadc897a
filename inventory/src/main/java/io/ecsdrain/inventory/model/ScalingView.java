package io.ecsdrain.inventory.model;

/** One scalable target of Application Auto Scaling, and which of its three ways to act are suspended. */
public record ScalingView(
        String resourceId,
        int minCapacity,
        int maxCapacity,
        boolean scaleInSuspended,
        boolean scaleOutSuspended,
        boolean scheduledSuspended) {}
