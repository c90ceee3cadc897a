package io.ecsdrain.localaws.loadbalancer;

import java.util.List;

/** What a rule does with a request that meets it. */
public sealed interface RouteAction {

    /** Forwards to one of the groups, drawn by weight; a group that then has no target is not replaced by another. */
    record Forward(List<Weighted> groups) implements RouteAction {

        /** @param weight 0 to 999; 0 is never drawn */
        public record Weighted(TargetPool pool, int weight) {}

        int totalWeight() {
            return groups.stream().mapToInt(Weighted::weight).sum();
        }

        /** @param draw from 0 to below {@link #totalWeight()} */
        TargetPool drawn(int draw) {
            int rest = draw;
            for (Weighted group : groups) {
                rest -= group.weight();
                if (rest < 0) {
                    return group.pool();
                }
            }
            throw new IllegalArgumentException("draw " + draw + " is not below " + totalWeight());
        }
    }

    /** An answer of the load balancer's own. */
    record FixedResponse(int status, String contentType, String body) implements RouteAction {}

    /** Each part may hold {@code #{protocol} #{host} #{port} #{path} #{query}}. */
    record Redirect(int status, String protocol, String host, String port, String path, String query)
            implements RouteAction {}
}
