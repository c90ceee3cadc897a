package io.ecsdrain.localaws.loadbalancer;

import io.ecsdrain.localaws.loadbalancer.Traffic.Series;

/** Notes what becomes of the requests of one load balancer. */
record TrafficMeter(Traffic traffic, String loadBalancer) {

    /** A target was chosen. */
    void routed(TargetPool group) {
        countWithGroup(group, "RequestCount");
    }

    /** A target answered; a websocket's 101 has no metric of its own. */
    void answered(TargetPool group, int status, double seconds) {
        if (status >= 200) {
            countWithGroup(group, "HTTPCode_Target_" + status / 100 + "XX_Count");
        }
        add(group.name(), "TargetResponseTime", "Seconds", seconds);
        add("", "TargetResponseTime", "Seconds", seconds);
    }

    /** No connection to the chosen target came about. */
    void notConnected(TargetPool group) {
        countWithGroup(group, "TargetConnectionErrorCount");
    }

    /** The load balancer itself answered 502, 503 or 504. AWS has no such count for a target group. */
    void failed(int status) {
        add("", "HTTPCode_ELB_5XX_Count", "Count", 1);
        add("", "HTTPCode_ELB_" + status + "_Count", "Count", 1);
    }

    private void countWithGroup(TargetPool group, String metric) {
        add(group.name(), metric, "Count", 1);
        add("", metric, "Count", 1);
    }

    private void add(String targetGroup, String metric, String unit, double value) {
        traffic.add(new Series(loadBalancer, targetGroup, metric, unit), value);
    }
}
