package io.ecsdrain.bench.retire;

import io.ecsdrain.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * What happens on an AWS whose time is stepped, in the order of its moments. A program runs on a thread of its own and
 * goes on only between two moments, so that no two things ever happen at once and each play is like the one before.
 */
final class Timeline {

    /** Moments are this far apart or the same: at each of them all of AWS catches up. */
    private static final long GRID_MILLIS = 100;

    private record Moment(Instant at, long order, Runnable what) {}

    private final LocalAws aws;
    private final PriorityQueue<Moment> moments =
            new PriorityQueue<>(Comparator.comparing(Moment::at).thenComparing(Moment::order));
    private final Semaphore back = new Semaphore(0);
    private long order;
    private Throwable failure;

    Timeline(LocalAws aws) {
        this.aws = aws;
    }

    Instant now() {
        return aws.now();
    }

    /** {@code what} happens then, or a moment later. */
    void at(Instant when, Runnable what) {
        long millis = when.toEpochMilli();
        add(Instant.ofEpochMilli((millis + GRID_MILLIS - 1) / GRID_MILLIS * GRID_MILLIS), what);
    }

    void after(Duration pause, Runnable what) {
        at(now().plus(pause), what);
    }

    private void add(Instant when, Runnable what) {
        moments.add(new Moment(when, ++order, what));
    }

    /** Runs {@code program} from now on. */
    void begin(Runnable program) {
        Thread thread = new Thread(
                () -> {
                    try {
                        program.run();
                    } catch (RuntimeException | Error thrown) {
                        failure = thrown;
                    } finally {
                        back.release();
                    }
                },
                "program");
        thread.setDaemon(true);
        thread.start();
        back.acquireUninterruptibly();
    }

    /** Called by a program: it goes on after {@code pause}. */
    void await(Duration pause) {
        Semaphore go = new Semaphore(0);
        add(now().plus(pause), () -> {
            go.release();
            back.acquireUninterruptibly();
        });
        back.release();
        go.acquireUninterruptibly();
    }

    /**
     * Plays until {@code over} says so.
     *
     * @throws IllegalStateException if it does not until {@code end}, or if a program failed
     */
    void play(BooleanSupplier over, Instant end) {
        while (!over.getAsBoolean()) {
            Moment next = moments.remove();
            if (next.at().isAfter(end)) {
                throw new IllegalStateException("not over until " + end);
            }
            if (next.at().isAfter(now())) {
                aws.advance(Duration.between(now(), next.at()));
            }
            next.what().run();
            if (failure != null) {
                throw new IllegalStateException("a program failed", failure);
            }
        }
    }
}
