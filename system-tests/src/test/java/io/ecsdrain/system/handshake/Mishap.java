package io.ecsdrain.system.handshake;

/** What may happen beside the two reapers' calls and the passing of time, each a number of times. */
enum Mishap {
    /** A client begins a session wherever a rule, a default action or a node that knows neither yet leads it. */
    SESSION,
    /** A sidecar reads the state, the fence or both as they were before the last write. */
    STALE_READ,
    LINE_LOST,
    /** It arrives at any later time. */
    LINE_LATE,
    LINE_TWICE,
    /** A sidecar's process ends, and another begins at any later time. */
    SIDECAR_RESTART,
    /** A task ends, and another is started for it. */
    TASK_REPLACED,
    /** A second reaper runs. */
    SECOND_REAPER,
    /** Time passes between two calls of a run. */
    SLOW_CALL,
    /** A run ends between two of its calls. */
    RUN_DIES,
    /** The deployment is made live again, and after any while another is made live in its place. */
    ROLLBACK,
    /** A script writes {@code draining} over {@code draining}. */
    REWRITE
}
