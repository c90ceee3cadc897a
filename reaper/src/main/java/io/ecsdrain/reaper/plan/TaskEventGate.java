package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import java.util.List;
import java.util.Optional;

/**
 * Whether a run is worth its calls after a task of one service has stopped. Tasks stop all the time, for a release or a
 * lost Spot instance, and only the last one of a service that drains at desired 0 leaves something to do. If it is
 * wrong, it costs nothing but time: the next run on schedule looks at everything.
 */
public final class TaskEventGate {

    private TaskEventGate() {}

    /** Why there is nothing to do for {@code service}, by what one call says of it; empty if it drains at desired 0. */
    public static Optional<String> closed(ServiceView service, ReaperPolicy policy) {
        boolean leaving = service.tagState()
                .filter(state -> state == TagState.DRAINING || state == TagState.RETIRED)
                .isPresent();
        if (!service.isAlive()) {
            return Optional.of("it is " + service.status());
        } else if (service.desiredCount() > 0) {
            return Optional.of("its desired count is " + service.desiredCount());
        } else if (!leaving) {
            return Optional.of("it is at desired 0 and not tagged draining");
        }
        if (service.managedBy().isPresent()) {
            return Optional.of("its tasks are moved by " + service.managedBy().get());
        }
        return policy.retireOnly() ? Optional.of("RETIRE_ONLY forbids its deletion") : Optional.empty();
    }

    /** Why it is too early by its tasks. */
    public static Optional<String> closed(List<TaskView> tasks) {
        long left = tasks.stream().filter(task -> !task.isStopped()).count();
        return left == 0 ? Optional.empty() : Optional.of(left + " of its tasks not stopped yet");
    }
}
