package io.ecsdrain.localaws.ecs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds clusters and task definitions by what callers write: names, ARNs, families with and without a revision. */
final class Directory {

    static final String DEFAULT_CLUSTER = "default";

    private static final Pattern DEFINITION = Pattern.compile("([A-Za-z0-9_-]{1,255})(?::([0-9]{1,9}))?");

    private final Map<String, ClusterState> clusters = new LinkedHashMap<>();
    private final Map<String, List<DefinitionState>> families = new LinkedHashMap<>();

    Collection<ClusterState> clusters() {
        return List.copyOf(clusters.values());
    }

    void add(ClusterState cluster) {
        clusters.put(cluster.name, cluster);
    }

    /** Whatever its status. Null or empty means the cluster named {@code default}. */
    Optional<ClusterState> find(String nameOrArn) {
        String asked = nameOrArn == null || nameOrArn.isEmpty() ? DEFAULT_CLUSTER : nameOrArn;
        ClusterState found = clusters.get(ClusterState.lastPart(asked));
        boolean fits = found != null && (!asked.startsWith("arn:") || found.arn.equals(asked));
        return fits ? Optional.of(found) : Optional.empty();
    }

    /** An ACTIVE cluster, or ClusterNotFoundException. */
    ClusterState cluster(String nameOrArn) {
        return find(nameOrArn)
                .filter(each -> each.status.equals(ClusterState.ACTIVE))
                .orElseThrow(EcsErrors::clusterNotFound);
    }

    /** All revisions of a family, the oldest first; adding to it registers a revision. */
    List<DefinitionState> family(String name) {
        return families.computeIfAbsent(name, any -> new ArrayList<>());
    }

    Collection<List<DefinitionState>> families() {
        return families.values();
    }

    /** By family (its newest ACTIVE revision), {@code family:revision} or ARN. */
    Optional<DefinitionState> definition(String asked) {
        Matcher parts = DEFINITION.matcher(ClusterState.lastPart(asked));
        if (!parts.matches()) {
            return Optional.empty();
        }
        List<DefinitionState> revisions = families.getOrDefault(parts.group(1), List.of());
        if (parts.group(2) == null) {
            return revisions.stream().filter(DefinitionState::active).reduce((older, newer) -> newer);
        }
        int revision = Integer.parseInt(parts.group(2));
        return revisions.stream()
                .filter(each -> each.revision == revision)
                .filter(each -> !asked.startsWith("arn:") || each.arn.equals(asked))
                .findFirst();
    }
}
