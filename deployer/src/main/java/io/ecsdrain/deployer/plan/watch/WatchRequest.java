package io.ecsdrain.deployer.plan.watch;

import io.ecsdrain.deployer.plan.reap.ExplainRequest;
import java.time.Duration;

/**
 * What {@code watch} is asked.
 *
 * @param explain what each refresh explains
 * @param every from the end of one refresh to the beginning of the next
 * @param redraws whether a terminal, if there is one, can draw over what it shows
 */
public record WatchRequest(ExplainRequest explain, Duration every, boolean redraws) {}
