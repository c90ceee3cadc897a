package io.ecsdrain.reaper.plan.decision;

import java.util.Locale;

/** Why a deployment is kept or acted upon; also the key of the log line and the word in the report. */
public enum Reason {
    /** Its parameter says {@code active}; nothing is to be done. */
    ACTIVE,
    /** Active, but it carries marks of a drain: they are taken off and its originals given back. */
    RESTORED,
    /** Not active by its parameter, but the register (or a newer write) says that it is to be live. */
    REGISTERED_LIVE,
    /** Its state parameter, or its name's register, could not be read, is missing, or holds no word we know. */
    STATE_UNKNOWN,
    /** Listeners or rules could not be read completely, or contradict what target groups say of them. */
    ROUTE_UNKNOWN,
    /** Tags and names contradict each other; a person has to look. */
    CONTRADICTORY_TAGS,
    /** ECS's own blue/green, another deployment controller or a DAEMON service: something else moves its tasks and clients. */
    MANAGED_ELSEWHERE,
    /** Its name is another cluster's too, whose parameters are the same. */
    OTHER_CLUSTER,
    /** It has no service in this cluster, and nothing shows that what is left of it is this cluster's. */
    UNKNOWN_OWNER,
    /** Being created, within its timeout. */
    DEPLOYING,
    /** A default action, a rule that is not its own, or another service still uses its target group. */
    STILL_ROUTED,
    /** The one that is to be live has no service or no running task: this one is left to serve. */
    LAST_SERVING,
    /** One of its rules cannot take the condition that parks it. */
    CANNOT_PARK,
    /** Younger than MIN_AGE_SEC; for leftovers, than DEPLOY_TIMEOUT_MIN. */
    TOO_YOUNG,
    /** One of the youngest draining deployments, kept scaled by KEEP_PREVIOUS. */
    KEEP_PREVIOUS,
    /** A person has pinned it. */
    PINNED,
    /** Scaled to zero; RETIRE_ONLY forbids the deletion. */
    RETIRE_ONLY,
    /** Would be retired, but MAX_RETIREMENTS is used up in this run. */
    RUN_LIMIT,
    /** Some task says that it is not ready, has not said it often enough, or has fallen silent. */
    NOT_READY,
    /** Tasks or their metric could not be read completely, or two answers contradict each other. */
    OBSERVATION_INCOMPLETE,
    /** Its rules are parked; too few periods have been closed since. */
    AWAITING_PARKED_EVIDENCE,
    /** Desired is 0; some task has not stopped yet. */
    TASKS_STOPPING,
    /** ECS is deleting the service. */
    SERVICE_DELETING,
    /** The newest point of every task is 1: its rules are parked. */
    PARKING,
    /** A task to which a client may have come before the parking reports sessions after it: its rules are un-parked. */
    SESSIONS_CAME_BACK,
    /** Every task ready for long enough: scaled to zero. */
    READY,
    /** Draining without a task that is meant to run: scaled to zero. */
    NO_TASKS,
    /** Draining, its clients led away, and its tasks die young again and again: scaled to zero. */
    CRASH_LOOP,
    /** Draining for longer than MAX_AGE_HR: parked, then scaled to zero, ready or not. */
    MAX_AGE,
    /** Its deployment never finished: made draining, scaled to zero where its tasks only die, or deleted. */
    HALF_CREATED,
    /** Draining or marked, desired 0, every task stopped: deleted. */
    DRAINED,
    /** Rules, target groups or a parameter whose service is gone: deleted. */
    LEFTOVER;

    /** As users meet it: lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
