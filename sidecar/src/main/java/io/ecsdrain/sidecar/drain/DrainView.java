package io.ecsdrain.sidecar.drain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What this task answers at one moment.
 *
 * @param draining true in {@code draining} and {@code stopping}: take no new sessions
 * @param shutdownReady draining, a full grace over, busy 0 and known, and so for long enough; keeps its value in
 *     {@code stopping}
 * @param drainingSince when the drain began, by the parameter's date
 * @param graceRemainingSeconds whole seconds, rounded up; empty unless {@code draining}
 * @param quietRemainingSeconds how long there must still be no session, rounded up; empty unless {@code draining}
 * @param busy live sessions over all reporters and sources
 * @param busyStale a count that holds is past its ttl, or a source cannot be read
 * @param busyUnknown sessions may live that {@code busy} does not count: this process is younger than a ttl, had no
 *     place for a reporter, or does not know what a source shows now
 * @param counts the sessions of each reporter that has some and of each source; empty for a source whose count is not
 *     known
 * @param problems why a source cannot be read, by its name
 * @param peers the addresses that the most of the counted connections come from, and how many, the most first; empty
 *     unless {@code draining}
 * @param observedAt the last successful read of the parameter
 * @param stale no successful read for three polls
 * @param everDrained whether this process ever saw draining
 * @param stateWrite the write of the parameter that this process knows, as {@link io.ecsdrain.contract.StateWrite}
 *     names it
 * @param fence the nonce of the fence that this task answers
 */
public record DrainView(
        DrainPhase phase,
        boolean draining,
        boolean shutdownReady,
        Optional<Instant> drainingSince,
        OptionalInt graceRemainingSeconds,
        OptionalInt quietRemainingSeconds,
        int busy,
        boolean busyStale,
        boolean busyUnknown,
        Map<String, OptionalInt> counts,
        Map<String, String> problems,
        Map<String, Integer> peers,
        Optional<Instant> observedAt,
        boolean stale,
        boolean everDrained,
        Optional<String> stateWrite,
        Optional<String> fence) {

    public DrainView {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
        problems = Collections.unmodifiableMap(new TreeMap<>(problems));
        peers = Collections.unmodifiableMap(new LinkedHashMap<>(peers));
    }

    /** Whether a long poll that began at {@code phase} and {@code ready} has something to tell. */
    public boolean differsFrom(DrainPhase otherPhase, boolean otherReady) {
        return phase != otherPhase || shutdownReady != otherReady;
    }

    /** Whether a reader of the lines on stdout has something to hear that {@code earlier} did not tell. */
    public boolean turnedSince(DrainView earlier) {
        return shutdownReady != earlier.shutdownReady
                || !stateWrite.equals(earlier.stateWrite)
                || !fence.equals(earlier.fence);
    }

    /** Of {@code counts} the configured sources, whose names no reporter can have. */
    public Map<String, OptionalInt> sources() {
        Map<String, OptionalInt> sources = new TreeMap<>(counts);
        sources.keySet().removeIf(name -> !name.startsWith("@"));
        return sources;
    }
}
