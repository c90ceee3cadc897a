package io.ecsdrain.localaws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that stands still until it is moved. */
final class SteppedTime implements InstantSource {

    private volatile Instant now;

    SteppedTime(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void move(Duration by) {
        now = now.plus(by);
    }
}
