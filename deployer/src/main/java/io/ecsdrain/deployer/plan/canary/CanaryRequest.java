package io.ecsdrain.deployer.plan.canary;

import io.ecsdrain.lifecycle.plan.facts.CanarySteps;
import java.time.Duration;
import java.util.List;

/**
 * How {@code deploy} is to lead new clients over.
 *
 * @param steps their shares and times
 * @param alarms names of CloudWatch alarms; one in ALARM ends the canary
 * @param abortErrors percent of the canary's requests; more failed ones end it
 * @param minRequests so many requests the canary has to answer in each step
 */
public record CanaryRequest(CanarySteps steps, List<String> alarms, double abortErrors, int minRequests) {

    public static final double ABORT_ERRORS = 1;
    public static final int MIN_REQUESTS = 100;

    private static final Duration AT_LEAST = Duration.ofMinutes(30);

    public CanaryRequest {
        alarms = List.copyOf(alarms);
    }

    /**
     * How long it may take: twice its steps, and half an hour more than them at least. So long too few requests
     * lengthen a step.
     */
    public Duration longest() {
        Duration time = steps.time();
        return time.plus(time.compareTo(AT_LEAST) > 0 ? time : AT_LEAST);
    }
}
