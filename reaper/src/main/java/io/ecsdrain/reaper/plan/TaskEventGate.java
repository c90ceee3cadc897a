package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a run is worth its calls after a task of one service has stopped. Tasks stop all the time, for a release or a
 * lost Spot instance, and only the last one of a service that drains at desired 0 leaves something to do. If it is
 * wrong, it costs nothing but time: the next run on schedule looks at everything.
 */
public final class TaskEventGate {

    private static final Set<TagState> LEAVING = Set.of(TagState.DRAINING, TagState.RETIRED);

    private TaskEventGate() {}

    /** Why there is nothing to do for {@code service}, by what one call says of it; empty if it drains at desired 0. */
    public static Optional<String> closed(ServiceView service, ReaperPolicy policy) {
        return EventGate.closed(
                        service, service.desiredCount() == 0, LEAVING, "it is at desired 0 and not tagged draining")
                .or(() -> policy.retireOnly() ? Optional.of("RETIRE_ONLY forbids its deletion") : Optional.empty());
    }

    /** Why it is too early by its tasks. */
    public static Optional<String> closed(List<TaskView> tasks) {
        long left = tasks.stream().filter(task -> !task.isStopped()).count();
        return left == 0 ? Optional.empty() : Optional.of(left + " of its tasks not stopped yet");
    }
}
