package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.Clusters;

/** One scalable target of Application Auto Scaling, and which of its three ways to act are suspended. */
public record ScalingView(
        String resourceId,
        int minCapacity,
        int maxCapacity,
        boolean scaleInSuspended,
        boolean scaleOutSuspended,
        boolean scheduledSuspended) {

    /** {@code service/<cluster>/<service>}, both short, whatever form {@code cluster} has. */
    public static String resourceId(String cluster, String service) {
        return "service/" + Clusters.shortName(cluster) + "/" + service;
    }
}
