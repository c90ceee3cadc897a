package io.ecsdrain.localaws.loadbalancer;

import java.util.List;

/**
 * A listener's rules at one moment.
 *
 * @param routes lowest priority number first
 * @param otherwise the default action
 */
public record RouteTable(List<Route> routes, RouteAction otherwise) {

    /** A rule: all its conditions must be met. */
    public record Route(List<Condition> conditions, RouteAction action) {

        boolean metBy(RequestFacts request) {
            return conditions.stream().allMatch(condition -> condition.metBy(request));
        }
    }

    /** The first rule that is met decides, also when its targets then cannot answer. */
    public RouteAction choose(RequestFacts request) {
        for (Route route : routes) {
            if (route.metBy(request)) {
                return route.action();
            }
        }
        return otherwise;
    }
}
