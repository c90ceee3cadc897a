package io.ecsdrain.contract;

import java.util.List;

/** The identity of the readiness metric: a CloudWatch metric is its namespace, its name and its exact dimension set. */
public final class ShutdownReadyMetric {

    public static final String NAMESPACE = "App/Drain";
    public static final String NAME = "ShutdownReady";
    public static final String UNIT = "Count";
    /** In this order in the EMF line; a query must name all three, for a subset matches nothing. */
    public static final List<String> DIMENSIONS = List.of("deployment_name", "deployment_id", "task_id");

    /**
     * The value of a task that is ready to be shut down. Exactly this: anything else is no word of the sidecar's for
     * ready.
     */
    public static final double READY = 1.0;

    private ShutdownReadyMetric() {}
}
