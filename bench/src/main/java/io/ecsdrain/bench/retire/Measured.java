package io.ecsdrain.bench.retire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/** All drains of one way: the schedule finds their last sessions at moments that are spread evenly over its minute. */
record Measured(Way way, List<Drain.Taken> drains) {

    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.95;

    static Measured of(Way way, int drains) {
        return new Measured(
                way,
                IntStream.range(0, drains)
                        .mapToObj(drain -> Drain.play(
                                way, Drain.SCHEDULE.multipliedBy(drain).dividedBy(drains), drain))
                        .toList());
    }

    long medianZero() {
        return seconds(Drain.Taken::zero, HALF);
    }

    long p95Zero() {
        return seconds(Drain.Taken::zero, NEARLY_ALL);
    }

    long medianGone() {
        return seconds(Drain.Taken::gone, HALF);
    }

    /** What it is above its bound, if it is. */
    Optional<String> exceeded() {
        OptionalLong bound = way.bound();
        return bound.isPresent() && p95Zero() > bound.getAsLong()
                ? Optional.of(way + ": p95 " + p95Zero() + " s, bound " + bound.getAsLong() + " s")
                : Optional.empty();
    }

    int metrics() {
        return drains.get(0).metrics();
    }

    /** The least that this part of them does not exceed. */
    private long seconds(Function<Drain.Taken, Duration> of, double part) {
        List<Long> sorted =
                drains.stream().map(of).map(Duration::toSeconds).sorted().toList();
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }
}
