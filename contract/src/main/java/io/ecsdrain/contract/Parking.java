package io.ecsdrain.contract;

/**
 * Parking a rule: it keeps its action and its conditions and gains one that no client meets, so that clients fall
 * through to the default action while the target group stays attached.
 */
public final class Parking {

    /** The condition field that is added; an ALB rule may carry at most one of it. */
    public static final String CONDITION_FIELD = "source-ip";

    /** An address of TEST-NET-1 (RFC 5737), which no client has. */
    public static final String NO_CLIENT = "192.0.2.1/32";

    private Parking() {}
}
