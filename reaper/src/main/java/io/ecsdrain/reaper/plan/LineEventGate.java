package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.ServiceView;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a run is worth its calls after a task of a draining deployment has said something new. As with
 * {@link TaskEventGate} the next run on schedule makes good what this one leaves.
 */
public final class LineEventGate {

    private LineEventGate() {}

    /**
     * Why there is nothing to do for {@code service}, by what one call says of it; empty if it drains and has tasks.
     */
    public static Optional<String> closed(ServiceView service) {
        return EventGate.closed(
                service, service.desiredCount() > 0, Set.of(TagState.DRAINING), "it is not tagged draining");
    }
}
