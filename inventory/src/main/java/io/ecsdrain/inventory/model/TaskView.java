package io.ecsdrain.inventory.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One ECS task.
 *
 * @param taskId the part of the ARN after the last slash; the metric's dimension value
 * @param lastStatus PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING or STOPPED
 * @param desiredStatus RUNNING or STOPPED
 */
public record TaskView(
        String arn, String taskId, String lastStatus, String desiredStatus, Optional<Instant> startedAt) {

    /** Whether nothing of the task is left; a DEACTIVATING task still runs its containers. */
    public boolean isStopped() {
        return "STOPPED".equals(lastStatus);
    }

    /** Whether ECS has not yet told the task to stop. */
    public boolean isMeantToRun() {
        return "RUNNING".equals(desiredStatus) && !isStopped();
    }
}
