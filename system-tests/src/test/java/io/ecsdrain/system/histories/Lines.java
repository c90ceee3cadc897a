package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.elbv2.ElbSwitches;
import io.ecsdrain.localaws.links.Switches;
import io.ecsdrain.localaws.logs.LogsSwitches;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How tasks speak by their log, and what becomes of their lines. Drawn by itself, so that all else of a history stays
 * drawn as it was.
 *
 * @param group the sidecars' log group, as the reaper is told it
 * @param old so many tasks in a hundred have a sidecar that writes no such lines
 * @param metric whether a line is a point of the metric, too
 * @param counting how the sidecars come to know of sessions
 * @param lost so many lines in a hundred never arrive
 * @param late so many in a hundred arrive up to a minute later than the rest
 * @param clock by how many seconds a task's clock may be wrong, now so and now so
 * @param stale how many seconds behind the replica may be that a sidecar reads
 * @param refused whether the task role allows no {@code GetParameters}, for as long as it is not quiet
 * @param restarts so many sidecars in a thousand die with each step, and come back
 */
record Lines(
        Random random,
        String group,
        int old,
        boolean metric,
        Counting counting,
        int lost,
        int late,
        int clock,
        int stale,
        boolean refused,
        int restarts) {

    /** How a sidecar comes to know of sessions. */
    enum Counting {
        /** The app tells of each change at once. */
        TOLD_AT_ONCE,
        /** The app tells how many there are once in its ttl, and not in between. */
        TOLD_ONCE_IN_A_WHILE,
        /** The sidecar looks at the connections, of which one counts once it has lasted. */
        CONNECTIONS
    }

    private static final long LINES = 0x106L << 32;

    static Lines of(long seed, Switches switches) {
        Random random = new Random(seed ^ LINES);
        random.nextLong();
        switches.set(LogsSwitches.INGESTION_DELAY, Duration.ofSeconds(Draw.of(random, 0, 2, 2, 20)))
                .set(LogsSwitches.DRIVER_BATCH, Duration.ofSeconds(Draw.of(random, 0, 5)))
                .set(LogsSwitches.DOUBLE_EVERY, Draw.of(random, 0, 0, 3))
                .set(LogsSwitches.EMPTY_PAGE_EVERY, Draw.of(random, 0, 0, 3));
        Lines lines = new Lines(
                random,
                Draw.of(random, "/ecs-drain/{deployment_name}", "/ecs-drain/all"),
                Draw.of(random, 0, 0, 0, 50),
                random.nextInt(4) > 0,
                Draw.of(random, Counting.values()),
                Draw.of(random, 0, 0, 5, 15),
                Draw.of(random, 0, 0, 10),
                Draw.of(random, 0, 0, 6),
                Draw.of(random, 0, 0, 3, 10),
                random.nextInt(10) == 0,
                Draw.of(random, 0, 5, 15));
        switches.set(ElbSwitches.RULE_PROPAGATION, Duration.ofSeconds(Draw.of(random, 0, 5, 10, 15)));
        return lines;
    }

    /** Nothing drawn, and nothing goes wrong. */
    static Lines plain() {
        return new Lines(
                new Random(1), "/ecs-drain/{deployment_name}", 0, false, Counting.TOLD_AT_ONCE, 0, 0, 0, 0, false, 0);
    }

    boolean chance(int ofHundred) {
        return random.nextInt(100) < ofHundred;
    }

    String group(String name) {
        return group.replace("{deployment_name}", name);
    }

    List<String> groups(List<String> names) {
        return names.stream().map(this::group).distinct().toList();
    }

    Map<String, String> reaper() {
        return Map.of("EVIDENCE", "log", "LOG_GROUP", group);
    }
}
