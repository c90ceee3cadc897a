package io.ecsdrain.sidecar.drain;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What this task answers at one moment.
 *
 * @param draining true in {@code draining} and {@code stopping}: take no new sessions
 * @param shutdownReady draining, a full grace over, busy 0 and known; keeps its value in {@code stopping}
 * @param drainingSince when the drain began, by the parameter's date
 * @param graceRemainingSeconds whole seconds, rounded up; empty unless {@code draining}
 * @param busy live sessions over all reporters
 * @param busyStale a count that holds is past its ttl
 * @param busyUnknown sessions may live that {@code busy} does not count: this process is younger than a ttl, or had no place for
 *     a reporter
 * @param observedAt the last successful read of the parameter
 * @param stale no successful read for three polls
 * @param everDrained whether this process ever saw draining
 */
public record DrainView(
        DrainPhase phase,
        boolean draining,
        boolean shutdownReady,
        Optional<Instant> drainingSince,
        OptionalInt graceRemainingSeconds,
        int busy,
        boolean busyStale,
        boolean busyUnknown,
        Optional<Instant> observedAt,
        boolean stale,
        boolean everDrained) {

    /** Whether a long poll that began at {@code phase} and {@code ready} has something to tell. */
    public boolean differsFrom(DrainPhase otherPhase, boolean otherReady) {
        return phase != otherPhase || shutdownReady != otherReady;
    }
}
