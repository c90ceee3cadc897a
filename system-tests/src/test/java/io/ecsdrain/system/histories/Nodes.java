package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.ecs.TaskView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The nodes of the load balancer, some of which go on with the rules of a while ago. */
final class Nodes {

    /** How often, of a hundred steps, a client still comes by such a node. */
    private static final int SLIPS = 20;

    private static final int LONGEST_SECONDS = 120;

    private final Lines lines;
    private List<Routes> known = List.of();

    Nodes(Lines lines) {
        this.lines = lines;
    }

    /** @param routes by which some node goes now, each */
    void see(List<Routes> routes) {
        known = routes;
    }

    /** A session of a client that is led as it was a while ago. */
    Optional<Traffic.Session> slip(TaskView task, Instant now) {
        boolean led = known.stream().anyMatch(routes -> routes.leadsTo(task));
        return led && lines.chance(SLIPS)
                ? Optional.of(new Traffic.Session(
                        now, now.plusSeconds(5 + lines.random().nextInt(LONGEST_SECONDS)), true))
                : Optional.empty();
    }
}
