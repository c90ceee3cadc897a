package io.ecsdrain.inventory.model;

import java.util.List;
import java.util.Map;

/**
 * The load balancers' side of the snapshot.
 *
 * @param listeners every listener of every load balancer involved
 * @param targetGroups by ARN
 */
public record Routing(List<ListenerView> listeners, Map<String, TargetGroupView> targetGroups) {

    public Routing {
        listeners = List.copyOf(listeners);
        targetGroups = Map.copyOf(targetGroups);
    }
}
