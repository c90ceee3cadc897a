package io.ecsdrain.inventory.aws;

import java.time.Duration;

/**
 * How much longer something may be begun, as far as the program that ends the run by force tells. What is begun then
 * has {@link #GRACE} to end in, all its calls together, and not one of them lasts longer: AWS Lambda stops a function
 * in the middle of whatever it does.
 */
@FunctionalInterface
public interface TimeLeft {

    /** For what is under way when the time is up; as long as one attempt of a call that is not answered. */
    Duration GRACE = Duration.ofSeconds(10);

    /** For runs that nothing ends. */
    TimeLeft UNLIMITED = () -> Duration.ofDays(1);

    /** Zero or negative: nothing more is to be begun. */
    Duration left();

    /** Whether nothing more is to be begun. */
    default boolean isUp() {
        return left().compareTo(Duration.ZERO) <= 0;
    }
}
