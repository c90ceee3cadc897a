package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.ecs.TaskView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The nodes of the load balancer, some of which go on with the rules of a while ago. */
final class Nodes {

    /** How often, of a hundred steps, a client still comes by such a node. */
    private static final int SLIPS = 20;

    private static final int LONGEST_SECONDS = 120;

    private record Known(Routes routes, Instant at) {}

    private final Lines lines;
    private final Deque<Known> known = new ArrayDeque<>();

    Nodes(Lines lines) {
        this.lines = lines;
    }

    void see(Routes routes, Instant now) {
        known.add(new Known(routes, now));
        while (known.getFirst().at().plus(lines.nodes()).isBefore(now)) {
            known.removeFirst();
        }
    }

    /** A session of a client that is led as it was a while ago. */
    Optional<Traffic.Session> slip(TaskView task, Instant now) {
        boolean led = known.stream().anyMatch(each -> each.routes().leadsTo(task));
        return led && lines.chance(SLIPS)
                ? Optional.of(new Traffic.Session(
                        now, now.plusSeconds(5 + lines.random().nextInt(LONGEST_SECONDS)), true))
                : Optional.empty();
    }
}
