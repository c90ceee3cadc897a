package io.ecsdrain.localaws.elbv2;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the nodes of the load balancers go by: for a while after a change some of them go by the rules before it. */
final class Nodes {

    /** @param until the last moment at which they were the newest */
    private record Known(List<RouteView> routes, Instant until) {}

    private final ElbState state;
    private final Deque<Known> known = new ArrayDeque<>();

    Nodes(ElbState state) {
        this.state = state;
    }

    void tick(Instant now) {
        Duration propagation = propagation();
        if (propagation.isZero()) {
            known.clear();
            return;
        }
        List<RouteView> routes = Views.routes(state);
        if (!known.isEmpty() && known.getLast().routes().equals(routes)) {
            known.removeLast();
        }
        known.add(new Known(routes, now));
        known.removeIf(each -> each.until().plus(propagation).isBefore(now));
    }

    /** All rules by which some node may go now, the newest first. */
    List<List<RouteView>> routes() {
        List<List<RouteView>> all = new ArrayList<>();
        all.add(Views.routes(state));
        known.descendingIterator().forEachRemaining(each -> all.add(each.routes()));
        return all.stream().distinct().toList();
    }

    private Duration propagation() {
        return state.world().switches().get(ElbSwitches.RULE_PROPAGATION);
    }
}
