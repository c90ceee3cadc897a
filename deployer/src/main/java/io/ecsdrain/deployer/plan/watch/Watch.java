package io.ecsdrain.deployer.plan.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a {@code watch} knows by now.
 *
 * @param last the newest sight; empty before the first
 * @param failure why nothing could be read since; empty unless the newest look failed
 */
public record Watch(Optional<Sight> last, Optional<Failure> failure) {

    /** Before the first look. */
    public static final Watch NOTHING = new Watch(Optional.empty(), Optional.empty());

    /** So long at most it waits after a look that failed. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /**
     * Looks that failed in a row.
     *
     * @param since when the first of them was
     * @param why of the newest
     * @param times how many
     */
    public record Failure(Instant since, String why, int times) {}

    public Watch seen(Sight sight) {
        return new Watch(Optional.of(sight), Optional.empty());
    }

    public Watch failed(Instant now, String why) {
        Failure first = new Failure(now, why, 1);
        return new Watch(
                last,
                Optional.of(failure.map(before -> new Failure(before.since(), why, before.times() + 1))
                        .orElse(first)));
    }

    /**
     * How long to wait before the next look. After each that failed it is twice as long as before, because what fails
     * is most often an account whose reads are used up.
     */
    public Duration pause(Duration every) {
        Duration pause = every;
        int failed = failure.map(Failure::times).orElse(0);
        for (int time = 0; time < failed && pause.compareTo(LONGEST) < 0; time++) {
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
        }
        return pause;
    }
}
