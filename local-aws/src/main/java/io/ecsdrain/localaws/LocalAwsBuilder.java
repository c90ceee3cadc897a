package io.ecsdrain.localaws;

import io.ecsdrain.localaws.links.LocalImage;
import io.ecsdrain.localaws.links.TaskMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** How the emulator is to be; every setting has a default. */
public final class LocalAwsBuilder {

    Instant start;
    boolean running;
    int port;
    TaskMode taskMode = TaskMode.INERT;
    final Map<String, LocalImage> images = new HashMap<>();
    Duration metricLag = Duration.ZERO;
    OptionalLong seed = OptionalLong.empty();

    LocalAwsBuilder() {}

    /** Time starts here and stands until {@link LocalAws#advance}. Without it time is real. */
    public LocalAwsBuilder clock(Instant startsAt) {
        start = startsAt;
        return this;
    }

    /** Time goes on by itself from where {@link #clock} let it start, and {@link LocalAws#advance} moves it on top. */
    public LocalAwsBuilder running() {
        running = true;
        return this;
    }

    /** @param number 0, the default, for any free port */
    public LocalAwsBuilder port(int number) {
        port = number;
        return this;
    }

    public LocalAwsBuilder tasks(TaskMode mode) {
        taskMode = mode;
        return this;
    }

    /**
     * For task definitions that leave to their image what runs, as most do; without it such a task cannot start as a
     * process.
     */
    public LocalAwsBuilder image(String name, LocalImage image) {
        images.put(name, image);
        return this;
    }

    /** How long a metric value takes until it can be queried; none by default. */
    public LocalAwsBuilder metricLag(Duration lag) {
        metricLag = lag;
        return this;
    }

    /**
     * Opens no socket at all, neither for calls ({@link LocalAws#exchange} takes them) nor for load balancers, and does
     * the same again for the same calls.
     *
     * @param randomness what ids are made from and tasks are picked by
     */
    public LocalAwsBuilder inProcess(long randomness) {
        seed = OptionalLong.of(randomness);
        return this;
    }

    boolean listens() {
        return seed.isEmpty();
    }

    /** Listens when it returns. */
    public LocalAws start() {
        return new LocalAws(this);
    }
}
