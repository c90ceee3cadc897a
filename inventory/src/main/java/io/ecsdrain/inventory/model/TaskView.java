package io.ecsdrain.inventory.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One ECS task.
 *
 * @param taskId the part of the ARN after the last slash; the metric's dimension value
 * @param lastStatus PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING or STOPPED
 * @param desiredStatus RUNNING or STOPPED
 * @param startedAt when it was RUNNING first; empty if it never was
 * @param end empty if it is not STOPPED
 */
public record TaskView(
        String arn,
        String taskId,
        String lastStatus,
        String desiredStatus,
        Optional<Instant> startedAt,
        Optional<End> end) {

    /**
     * How every stoppedReason begins that speaks of a failed health check (ECS's guide, stopped task error messages).
     */
    private static final String UNHEALTHY = "Task failed ";

    /**
     * How a task came to its end.
     *
     * @param at when it was STOPPED
     * @param code ECS's stopCode, such as {@code EssentialContainerExited}; may be empty
     * @param reason ECS's stoppedReason; may be empty
     */
    public record End(Instant at, String code, String reason) {

        /** Whether nothing outside of the task wanted it: it exited, could not start, or failed its health checks. */
        public boolean isFailure() {
            return code.equals("EssentialContainerExited")
                    || code.equals("TaskFailedToStart")
                    || reason.startsWith(UNHEALTHY);
        }
    }

    /** One that has not come to its end, or of which that is not known. */
    public TaskView(String arn, String taskId, String lastStatus, String desiredStatus, Optional<Instant> startedAt) {
        this(arn, taskId, lastStatus, desiredStatus, startedAt, Optional.empty());
    }

    /** Whether nothing of the task is left; a DEACTIVATING task still runs its containers. */
    public boolean isStopped() {
        return "STOPPED".equals(lastStatus);
    }

    /** Whether ECS has not yet told the task to stop. */
    public boolean isMeantToRun() {
        return "RUNNING".equals(desiredStatus) && !isStopped();
    }
}
