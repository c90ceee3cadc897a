package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.ServiceView;
import java.util.Optional;
import java.util.Set;

/** What the gates of both kinds of events ask of a service. */
final class EventGate {

    private EventGate() {}

    /**
     * Why there is nothing to do for {@code service}; empty if it leaves, and nothing else moves its tasks.
     *
     * @param countFits whether its desired count is one at which there is something to do
     * @param leaving what its tag {@code state} says if it leaves
     * @param otherwise what is said if it does not
     */
    static Optional<String> closed(ServiceView service, boolean countFits, Set<TagState> leaving, String otherwise) {
        if (!service.isAlive()) {
            return Optional.of("it is " + service.status());
        } else if (!countFits) {
            return Optional.of("its desired count is " + service.desiredCount());
        } else if (service.tagState().filter(leaving::contains).isEmpty()) {
            return Optional.of(otherwise);
        }
        return service.managedBy().map(other -> "its tasks are moved by " + other);
    }
}
