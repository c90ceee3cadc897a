package io.ecsdrain.contract;

import java.util.Set;

/** Tag keys on ECS services, target groups, listener rules and state parameters. Instants are ISO-8601 in UTC. */
public final class Tags {

    public static final String DEPLOYMENT_NAME = "deployment_name";
    public static final String DEPLOYMENT_ID = "deployment_id";
    /**
     * The short name of the cluster whose it is. Target groups, rules and parameters belong to the account and Region,
     * services to a cluster: without this tag nothing tells which cluster's they are once their service is gone.
     */
    public static final String CLUSTER = "cluster";
    /** A {@link TagState} word. */
    public static final String STATE = "state";
    /** When draining began, from the parameter's LastModifiedDate; written once per drain. */
    public static final String DRAIN_STARTED_AT = "drain_started_at";
    /**
     * Which write of the parameter the above was told by, {@code version@LastModifiedDate}: a later one may be a new
     * drain.
     */
    public static final String DRAIN_SEEN = "drain_seen";
    /** When the deployer created the thing; target groups and rules carry no time of their own. */
    public static final String CREATED_AT = "created_at";
    /** On a rule: when it was parked, so that clients fall through to the default action. */
    public static final String PARKED_AT = "parked_at";
    /**
     * On a rule: how many times in a row its clients were led back because sessions came, and when that was last,
     * {@code 3@2026-01-01T00:00:00Z}.
     */
    public static final String UNPARKED = "unparked";
    /** Write-once original: the service's desired count before retirement. */
    public static final String DESIRED_COUNT = "desired_count";
    /** Write-once original: the target group's deregistration delay in seconds before retirement. */
    public static final String DEREGISTRATION_DELAY = "deregistration_delay";
    /** Write-once original: what was suspended on the scalable target before we suspended more. */
    public static final String SCALING_WAS = "scaling_was";

    /**
     * Write-once original: minimum and maximum of the scalable target before we widened them, then what we made of
     * them, newest last: {@code 1-3/1-6}.
     */
    public static final String SCALING_BOUNDS = "scaling_bounds";
    /**
     * Write-once original: {@code ENABLED}, if the service's Availability Zone rebalancing was that before draining.
     */
    public static final String REBALANCING_WAS = "rebalancing_was";

    /** A person's word that the deployment is not to be retired before this instant, or {@link #FOREVER}. */
    public static final String PINNED_UNTIL = "pinned_until";

    /**
     * On a service that was scaled to zero as one of the previous ones: it is not deleted while it is that. Any value
     * counts.
     */
    public static final String KEPT = "kept";

    /** Of a pin without an end. */
    public static final String FOREVER = "forever";

    /** That a share of new clients is led to the deployment, step by step, until when, and beside which live one. */
    public static final String CANARY = "canary";

    /** Every key that means something to ecs-drain on a service; other tags of the service must have other keys. */
    public static final Set<String> OF_A_SERVICE = Set.of(
            DEPLOYMENT_NAME,
            DEPLOYMENT_ID,
            CLUSTER,
            STATE,
            DRAIN_STARTED_AT,
            DRAIN_SEEN,
            CREATED_AT,
            DESIRED_COUNT,
            SCALING_WAS,
            SCALING_BOUNDS,
            REBALANCING_WAS,
            PINNED_UNTIL,
            KEPT,
            CANARY);

    private Tags() {}
}
