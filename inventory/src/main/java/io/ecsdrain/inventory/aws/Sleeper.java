package io.ecsdrain.inventory.aws;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets time pass; a test on stepped time moves the time instead. */
@FunctionalInterface
public interface Sleeper {

    Sleeper REAL = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());

    /** @throws InterruptedException if the program is to end */
    void await(Duration duration) throws InterruptedException;

    /** The same; false if the program is to end, which the thread remembers. */
    default boolean pause(Duration duration) {
        try {
            await(duration);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The same, for work that ends with the program. */
    default void pauseOrEnd(Duration duration) {
        try {
            await(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
