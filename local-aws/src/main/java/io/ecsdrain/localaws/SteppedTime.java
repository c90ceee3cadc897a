package io.ecsdrain.localaws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that is moved: between the moves it stands still or, if it is to, goes on as real time does. */
final class SteppedTime implements InstantSource {

    private final boolean running;
    private final long begun = System.nanoTime();
    private volatile Instant base;

    SteppedTime(Instant start, boolean running) {
        this.base = start;
        this.running = running;
    }

    @Override
    public Instant instant() {
        return running ? base.plusNanos(System.nanoTime() - begun) : base;
    }

    void move(Duration by) {
        base = base.plus(by);
    }
}
