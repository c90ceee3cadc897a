package io.ecsdrain.deployer.plan.verb;

import java.time.Duration;

/** Durations as people read them. */
public final class Elapsed {

    private Elapsed() {}

    /**
     * The two largest units: {@code 3d 4h}, {@code 2h 5m}, {@code 7m 12s}, {@code 9s}; what is negative is {@code 0s}.
     */
    public static String of(Duration time) {
        if (time.isNegative()) {
            return "0s";
        }
        if (time.toDays() > 0) {
            return time.toDays() + "d " + time.toHoursPart() + "h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + "h " + time.toMinutesPart() + "m";
        }
        return time.toMinutes() > 0 ? time.toMinutes() + "m " + time.toSecondsPart() + "s" : time.toSeconds() + "s";
    }
}
