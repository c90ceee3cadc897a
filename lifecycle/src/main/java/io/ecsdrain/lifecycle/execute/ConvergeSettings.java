package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.inventory.aws.Sleeper;
import java.time.Duration;

/**
 * How long to insist.
 *
 * @param pause between two passes
 * @param maxPasses after so many passes converge gives up and says so
 * @param waiting what waits; a test on stepped time moves the time instead
 */
public record ConvergeSettings(Duration pause, int maxPasses, Sleeper waiting) {

    /** Two passes 5 s apart that find nothing to write end it; ten minutes are never needed. */
    public static final ConvergeSettings DEFAULT = new ConvergeSettings(Duration.ofSeconds(5), 24, Sleeper.REAL);

    public ConvergeSettings {
        if (maxPasses < 2 || pause.isNegative()) {
            throw new IllegalArgumentException(
                    "two passes at least, and no negative pause: " + maxPasses + ", " + pause);
        }
    }

    public ConvergeSettings waiting(Sleeper other) {
        return new ConvergeSettings(pause, maxPasses, other);
    }
}
