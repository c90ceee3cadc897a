package io.ecsdrain.deployer.plan.canary;

import io.ecsdrain.lifecycle.plan.facts.CanarySteps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How {@code deploy} is to lead new clients over.
 *
 * @param steps their shares and times
 * @param alarms names of CloudWatch alarms; one in ALARM ends the canary
 * @param abortErrors percent of the canary's requests; more failed ones end it
 * @param minRequests so many requests the canary has to answer in each step
 * @param pause for so long it waits after its last step until it is promoted; empty if it goes live by itself
 */
public record CanaryRequest(
        CanarySteps steps, List<String> alarms, double abortErrors, int minRequests, Optional<Duration> pause) {

    public static final double ABORT_ERRORS = 1;
    public static final int MIN_REQUESTS = 100;

    private static final Duration AT_LEAST = Duration.ofMinutes(30);

    public CanaryRequest {
        alarms = List.copyOf(alarms);
    }

    /**
     * How long it may take: twice its steps, and half an hour more than them at least. So long too few requests
     * lengthen a step. A pause comes on top.
     */
    public Duration longest() {
        Duration time = steps.time();
        return time.plus(time.compareTo(AT_LEAST) > 0 ? time : AT_LEAST).plus(pause.orElse(Duration.ZERO));
    }
}
