package io.ecsdrain.localaws.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A service as those beside ECS see it: tests. Also one that is DRAINING or INACTIVE.
 *
 * @param clusterName short
 * @param availabilityZoneRebalancing {@code ENABLED} or {@code DISABLED}
 */
public record ServiceView(
        String clusterName,
        String name,
        String status,
        int desired,
        Instant createdAt,
        List<String> targetGroups,
        String availabilityZoneRebalancing,
        Map<String, String> tags) {}
