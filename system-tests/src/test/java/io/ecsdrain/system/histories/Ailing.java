package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.LocalAws;
import java.time.Duration;
import java.util.Random;

/**
 * How far targets fail their health checks, as where one task is sick or starts slowly.
 *
 * @param start so long after its registration one that ails is healthy; zero if none does
 * @param percent so many of each group's targets ail, rounded down: a lone one never does
 */
record Ailing(Duration start, int percent) {

    static final Ailing NONE = new Ailing(Duration.ZERO, 0);

    private static final Duration NEVER_HEALTHY = Duration.ofDays(1000);
    private static final int HALF = 50;
    private static final int EVERY = 5;

    static Ailing of(Random random) {
        // Neighbouring seeds give similar first numbers.
        random.nextLong();
        if (random.nextInt(EVERY) > 0) {
            return NONE;
        }
        return new Ailing(Draw.of(random, Duration.ofSeconds(15), Duration.ofSeconds(45), NEVER_HEALTHY), HALF);
    }

    void befall(LocalAws aws) {
        aws.elb().inertSlowStart(start, percent);
    }

    /**
     * What is registered from now on is well. A task that ECS replaces again and again is too young to be ready each
     * time, so that a deployment with one would drain for ever.
     */
    void end(LocalAws aws) {
        NONE.befall(aws);
    }

    /** So many percent of a deployment can be asked for. */
    int percentHealthy() {
        return 100 - percent;
    }

    /** So many healthy targets of {@code desired} there must be in the end. */
    long healthy(int desired) {
        return Math.max(1, desired - desired * percent / 100);
    }
}
