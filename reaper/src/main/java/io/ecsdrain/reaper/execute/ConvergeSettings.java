package io.ecsdrain.reaper.execute;

import java.time.Duration;

/**
 * How long to insist.
 *
 * @param pause between two passes
 * @param maxPasses after so many passes converge gives up and says so
 * @param waiting what waits; a test on stepped time moves the time instead
 */
public record ConvergeSettings(Duration pause, int maxPasses, Waiting waiting) {

    /** Two passes 5 s apart that find nothing to write end it; ten minutes are never needed. */
    public static final ConvergeSettings DEFAULT =
            new ConvergeSettings(Duration.ofSeconds(5), 24, ConvergeSettings::sleep);

    public ConvergeSettings {
        if (maxPasses < 2 || pause.isNegative()) {
            throw new IllegalArgumentException(
                    "two passes at least, and no negative pause: " + maxPasses + ", " + pause);
        }
    }

    public ConvergeSettings waiting(Waiting other) {
        return new ConvergeSettings(pause, maxPasses, other);
    }

    /** Lets time pass. */
    @FunctionalInterface
    public interface Waiting {
        /** @throws InterruptedException if somebody wants the program to end */
        void await(Duration duration) throws InterruptedException;

        /** The same; false if somebody wants the program to end, which the thread remembers. */
        default boolean pause(Duration duration) {
            try {
                await(duration);
                return true;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private static void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }
}
