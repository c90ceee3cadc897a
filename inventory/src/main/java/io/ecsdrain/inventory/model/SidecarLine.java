package io.ecsdrain.inventory.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a task's sidecar said in one line of its log.
 *
 * @param taskId the task in whose log stream the line stands
 * @param at when the sidecar knew this, by the task's clock
 * @param boot the process that wrote it; a sidecar that was started again has another
 * @param seq orders the lines of one boot, without a gap
 * @param beat the time between two regular lines
 * @param state the write of the state parameter that it knows, {@code version@LastModifiedDate}
 * @param fence the nonce of the fence that it answers
 * @param ready whether it says that the task is ready to be shut down
 * @param busy the sessions that it counts
 * @param sources the sessions that it sees by itself, by source; empty for a source whose count it does not know
 * @param peers from which addresses the most of its connections come, and how many, the most first
 */
public record SidecarLine(
        String taskId,
        Instant at,
        String boot,
        long seq,
        Duration beat,
        Optional<String> state,
        Optional<String> fence,
        boolean ready,
        int busy,
        Map<String, OptionalInt> sources,
        Map<String, Integer> peers) {

    public SidecarLine {
        sources = Map.copyOf(sources);
        peers = Collections.unmodifiableMap(new LinkedHashMap<>(peers));
    }
}
