package io.ecsdrain.localaws.logs;

import io.ecsdrain.localaws.links.Switches.Switch;
import java.time.Duration;

/** What is in doubt about CloudWatch Logs and the driver in front of it. */
public final class LogsSwitches {

    /** How long an event that arrived cannot be read and is not handed to a subscription. */
    public static final Switch<Duration> INGESTION_DELAY =
            new Switch<>("logs.ingestion-delay", Duration.ZERO, "no figure is documented");

    /** How long the driver collects lines of a stream before it sends them. */
    public static final Switch<Duration> DRIVER_BATCH = new Switch<>(
            "logs.driver-batch", Duration.ZERO, "Docker's awslogs driver sends every 5 s; Fargate's is not documented");

    /** Every n-th line that a container writes never arrives; 0: none. */
    public static final Switch<Integer> LOSE_EVERY = new Switch<>(
            "logs.lose-every", 0, "documented: a driver that does not block drops lines when its buffer is full");

    /** Every n-th line arrives twice; 0: none. */
    public static final Switch<Integer> DOUBLE_EVERY = new Switch<>(
            "logs.double-every", 0, "a driver sends a batch again whose answer it did not see; nothing promises once");

    /** Every n-th page of FilterLogEvents that has content is empty and has a token; 0: none. */
    public static final Switch<Integer> EMPTY_PAGE_EVERY =
            new Switch<>("logs.empty-page-every", 3, "documented: a page may be empty while there are more events");

    private LogsSwitches() {}
}
