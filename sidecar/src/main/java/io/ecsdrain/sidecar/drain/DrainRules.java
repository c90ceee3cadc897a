package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The knobs of the drain.
 *
 * @param grace how long this process must have seen draining before it may say ready
 * @param quiet for how long there must be no session before this task may say ready, counted from the last one
 * @param settle for how long this process must have watched, without a session, since it saw a fence before it answers
 *     it
 * @param forget how long past its ttl a non-zero busy report holds
 * @param requireBusy not ready before a first busy report
 * @param unknown for how long after its start this process takes no report for an unknown count; empty for
 *     {@link BusyReport#DEFAULT_TTL}, or the longest ttl that it is told, whichever is longer
 * @param sources the names of the configured sources of session counts, each of which has to be known before this task
 *     is ready
 * @param poll the poll interval, before jitter and backoff; three without a successful read make the view stale
 */
public record DrainRules(
        Duration grace,
        Duration quiet,
        Duration settle,
        Duration forget,
        boolean requireBusy,
        Optional<Duration> unknown,
        Set<String> sources,
        Duration poll) {

    private static final Duration SHORTEST_PACE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PACE = Duration.ofSeconds(5);

    public DrainRules {
        sources = Set.copyOf(sources);
    }

    /**
     * The time between two looks at a source: the poll's, but 1 to 5 seconds. A rare poll is no reason to know little
     * of the sessions.
     */
    public Duration pace() {
        Duration atLeast = poll.compareTo(SHORTEST_PACE) < 0 ? SHORTEST_PACE : poll;
        return atLeast.compareTo(LONGEST_PACE) > 0 ? LONGEST_PACE : atLeast;
    }
}
