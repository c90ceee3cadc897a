package io.ecsdrain.deployer.plan.canary;

/**
 * What the load balancer says of a canary's requests. Its figures are a minute or two late.
 *
 * @param inStep requests since the step began
 * @param recent requests of the last minutes, see {@link #MINUTES}
 * @param failed of the recent ones: answered 5xx by a target, or not answered because no connection came about
 */
public record CanaryTraffic(long inStep, long recent, long failed) {

    /** So many minutes are recent: a version that goes bad late in a step is not excused by its beginning. */
    public static final int MINUTES = 5;

    /**
     * Whether too many failed. As long as there are few requests, as many may fail as of the least number that counts:
     * one failed request of two says little.
     */
    boolean isTooBad(double percent, int minRequests) {
        return failed * 100.0 > percent * Math.max(recent, minRequests);
    }

    String phrase() {
        return recent + (recent == 1 ? " request" : " requests") + " in the last " + MINUTES + " minutes, " + failed
                + " failed";
    }
}
