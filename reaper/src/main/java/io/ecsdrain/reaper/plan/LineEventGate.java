package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.ServiceView;
import java.util.Optional;

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
        if (!service.isAlive()) {
            return Optional.of("it is " + service.status());
        } else if (service.desiredCount() == 0) {
            return Optional.of("its desired count is 0");
        } else if (service.tagState()
                .filter(state -> state == TagState.DRAINING)
                .isEmpty()) {
            return Optional.of("it is not tagged draining");
        }
        return service.managedBy().map(other -> "its tasks are moved by " + other);
    }
}
