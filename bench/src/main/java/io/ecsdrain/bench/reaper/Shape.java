package io.ecsdrain.bench.reaper;

/**
 * The cluster to be looked at. Each active service is the live one of its own deployment name; the draining ones are
 * spread over those names. Every service has a target group and a rule, and {@value #PER_LOAD_BALANCER} of them share a
 * load balancer.
 *
 * @param draining services that drain
 * @param active services that do not, with one task each
 * @param tasks how many each draining service runs
 * @param ready whether every task is ready; otherwise every task is busy
 */
record Shape(int draining, int active, int tasks, boolean ready) {

    /** An Application Load Balancer takes no more than 100 target groups and, unless raised, 100 rules. */
    static final int PER_LOAD_BALANCER = 100;

    static Shape busy(int draining, int tasks) {
        return new Shape(draining, 1, tasks, false);
    }

    int services() {
        return draining + active;
    }

    int drainingTasks() {
        return draining * tasks;
    }

    int loadBalancers() {
        return LowerBound.pages(services(), PER_LOAD_BALANCER);
    }

    String words() {
        return services() + " services, " + draining + " of them draining with " + tasks + " tasks each, all "
                + (ready ? "ready" : "busy");
    }
}
