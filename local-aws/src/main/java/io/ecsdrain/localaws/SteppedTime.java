package io.ecsdrain.localaws;

import io.ecsdrain.localaws.links.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that is moved: between the moves it stands still or, if it is to, goes on as real time does. */
final class SteppedTime implements InstantSource {

    private static final Duration LONGEST_STEP = Duration.ofSeconds(1);

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

    /** In steps of at most a second; at each of them {@code world} catches up. */
    void advance(Duration by, World world) {
        Duration left = by;
        do {
            Duration step = left.compareTo(LONGEST_STEP) < 0 ? left : LONGEST_STEP;
            world.locked(() -> {
                base = base.plus(step);
                world.tick();
            });
            left = left.minus(step);
        } while (left.compareTo(Duration.ZERO) > 0);
    }
}
