package io.ecsdrain.sidecar.drain;

import java.time.Duration;

/**
 * The knobs of the drain.
 *
 * @param grace how long this process must have seen draining before it may say ready
 * @param forget how long past its ttl a non-zero busy report holds
 * @param requireBusy not ready before a first busy report
 * @param poll the poll interval, before jitter and backoff; three without a successful read make the view stale
 */
public record DrainRules(Duration grace, Duration forget, boolean requireBusy, Duration poll) {}
