package io.ecsdrain.localaws.ecs;

/** A task's lastStatus, in the order in which a task goes through them. */
enum TaskStatus {
    PROVISIONING,
    PENDING,
    ACTIVATING,
    RUNNING,
    DEACTIVATING,
    STOPPING,
    DEPROVISIONING,
    STOPPED;

    boolean before(TaskStatus other) {
        return compareTo(other) < 0;
    }
}
