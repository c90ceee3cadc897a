package io.ecsdrain.sidecar;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The wall clock at start plus the time since: a clock that is set while a grace runs neither shortens nor prolongs it.
 */
final class MonotonicClock implements InstantSource {

    private final Instant origin = Instant.now();
    private final long nanos = System.nanoTime();

    @Override
    public Instant instant() {
        return origin.plus(Duration.ofNanos(System.nanoTime() - nanos));
    }
}
