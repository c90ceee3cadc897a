package io.ecsdrain.lifecycle.plan.action;

/** The executor's authority to destroy: what it must find true again just before. */
public enum Grounds {
    /** The parameter reads {@code draining}. */
    DRAINING,
    /** There is no parameter and the service's tag says {@code deploying}. */
    HALF_CREATED,
    /** The service carries our mark {@code retired}, and the parameter reads {@code draining} or is gone. */
    RETIRED,
    /** There is no parameter; the service is at desired 0, as we left it, and its tag says {@code draining}. */
    UNMARKED,
    /** There is no service, nor one that ECS is deleting, and the parameter reads {@code draining} or is gone. */
    LEFTOVER
}
