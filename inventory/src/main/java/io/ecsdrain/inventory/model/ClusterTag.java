package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.Clusters;
import io.ecsdrain.contract.Tags;
import java.util.Map;
import java.util.Optional;

/**
 * Which cluster's something is that belongs to the whole account, by its tag {@code cluster}. What carries none may be
 * any cluster's.
 *
 * @param cluster the short name of the one that is looked at
 */
public record ClusterTag(String cluster) {

    public ClusterTag {
        cluster = Clusters.shortName(cluster);
    }

    public boolean isHere(Map<String, String> tags) {
        return cluster.equals(tags.get(Tags.CLUSTER));
    }

    /** The other cluster whose it says it is; empty if it says nothing, or this one. */
    public Optional<String> elsewhere(Map<String, String> tags) {
        return Optional.ofNullable(tags.get(Tags.CLUSTER)).filter(named -> !named.equals(cluster));
    }
}
