package io.ecsdrain.demo.watch;

import io.ecsdrain.demo.watch.Frame.DeploymentFrame;
import io.ecsdrain.demo.watch.Frame.TaskFrame;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;

/** Frames as no watcher took them, and a timeline of them. */
public final class HandMade {

    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private HandMade() {}

    public static Instant second(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    public static DeploymentFrame in(Phase phase) {
        return in(phase, Map.of());
    }

    /** With the tag that goes with the phase. */
    public static DeploymentFrame in(Phase phase, Map<String, TaskFrame> tasks) {
        String tag =
                switch (phase) {
                    case DEPLOYING, ACTIVE -> "active";
                    case DRAINING, PARKED, SCALED_TO_ZERO -> "draining";
                    case BEING_DELETED -> "retired";
                    case GONE -> "";
                };
        return new DeploymentFrame(phase, tag, tasks.size(), false, tasks);
    }

    /** Parked, and its fence stands. */
    public static DeploymentFrame asked() {
        return asked(Map.of());
    }

    public static DeploymentFrame asked(Map<String, TaskFrame> tasks) {
        return new DeploymentFrame(Phase.PARKED, "draining", tasks.size(), true, tasks);
    }

    public static TaskFrame silent() {
        return new TaskFrame("RUNNING", OptionalInt.empty());
    }

    public static TaskFrame saying(int ready) {
        return new TaskFrame("RUNNING", OptionalInt.of(ready));
    }

    public static void add(Timeline timeline, double second, Map<String, DeploymentFrame> deployments) {
        timeline.add(new Frame(second(second), deployments));
    }
}
