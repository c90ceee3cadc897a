package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.links.Switches.Switch;

/** What the documentation of ECS leaves open. Callers must hold under both values of each. */
public final class EcsSwitches {

    public static final Switch<Boolean> RUNNING_COUNT_INCLUDES_DEACTIVATING = new Switch<>(
            "ecs.runningCountIncludesDeactivating",
            false,
            "no source says what runningCount makes of DEACTIVATING tasks");

    public static final Switch<Boolean> DELETE_REFUSED_WHILE_TASKS_RUN = new Switch<>(
            "ecs.deleteRefusedWhileTasksRun",
            false,
            "the guide asks for no running tasks, yet DRAINING is described as what a service with tasks becomes");

    public static final Switch<Boolean> PROTECTION_HONOURED_AT_SCALE_IN = new Switch<>(
            "ecs.protectionHonouredAtScaleIn",
            true,
            "protection is documented for auto scaling and deployments, not for a desired count cut by hand; never for deletion");

    public static final Switch<Boolean> STOP_TASK_WAITS_FOR_DEREGISTRATION =
            new Switch<>("ecs.stopTaskWaitsForDeregistration", true, "documented for the scheduler's own stops only");

    /** Every n-th ListTasks of tasks that are to run shows none; 0: none does. */
    public static final Switch<Integer> LIST_OF_RUNNING_EMPTY_EVERY = new Switch<>(
            "ecs.listOfRunningEmptyEvery",
            0,
            "\"The Amazon ECS API follows an eventual consistency model\" (RunTask): one answer may be older than another");

    private EcsSwitches() {}
}
