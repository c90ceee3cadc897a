package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.elbv2.RouteView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where clients are led.
 *
 * @param byDefault target groups that a default action sends to, or whatever else new clients come by
 * @param byRule target groups that some rule sends to which is not parked
 */
record Routes(Set<String> byDefault, Set<String> byRule) {

    /** An address that no client has; a rule that asks for it leads no client anywhere. */
    static final String NO_CLIENT = "192.0.2.1/32";

    static Routes of(List<RouteView> rules) {
        Routes routes = new Routes(new HashSet<>(), new HashSet<>());
        for (RouteView rule : rules) {
            rule.groups().forEach((group, weight) -> {
                if (weight > 0 && !isParked(rule)) {
                    (Grounds.isFront(rule) ? routes.byDefault : routes.byRule).add(group);
                }
            });
        }
        return routes;
    }

    static boolean isParked(RouteView rule) {
        return rule.values().contains(NO_CLIENT);
    }

    boolean leadsTo(TaskView task) {
        return byDefault(task) || task.targets().keySet().stream().anyMatch(byRule::contains);
    }

    boolean byDefault(TaskView task) {
        return task.targets().keySet().stream().anyMatch(byDefault::contains);
    }
}
