package io.ecsdrain.infra;

/** What is there already. */
public enum StackKind {
    /** A cluster and a listener are there: the reaper and the policies. */
    REAPER,
    /** Nothing is there: VPC, load balancer, cluster, log group and roles as well. */
    BASELINE
}
