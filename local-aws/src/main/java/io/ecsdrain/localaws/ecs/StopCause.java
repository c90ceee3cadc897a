package io.ecsdrain.localaws.ecs;

/**
 * Why a task stops.
 *
 * @param code one of AWS's stopCode values
 * @param reason the text of stoppedReason
 * @param deregisterFirst whether the containers run on until the load balancer has let go of the task
 */
record StopCause(String code, String reason, boolean deregisterFirst) {

    static StopCause scaling(String deploymentId) {
        return new StopCause(
                "ServiceSchedulerInitiated", "Scaling activity initiated by (deployment " + deploymentId + ")", true);
    }

    static StopCause rebalancing() {
        return new StopCause("ServiceSchedulerInitiated", "Availability Zone rebalancing", true);
    }

    static StopCause unhealthy(String targetGroupArn) {
        return new StopCause(
                "ServiceSchedulerInitiated",
                "Task failed ELB health checks in (target-group " + targetGroupArn + ")",
                true);
    }

    /** Draining cannot help a task whose container is gone. */
    static StopCause essentialExit() {
        return new StopCause("EssentialContainerExited", "Essential container in task exited", false);
    }

    static StopCause failedToStart(String reason) {
        return new StopCause("TaskFailedToStart", reason, false);
    }

    static StopCause byUser(String reason, boolean deregisterFirst) {
        return new StopCause("UserInitiated", reason == null ? "Task stopped by user" : reason, deregisterFirst);
    }

    /** SIGTERM comes with the two-minute warning, at once. */
    static StopCause spot() {
        return new StopCause("SpotInterruption", "Your Spot Task was interrupted.", false);
    }
}
