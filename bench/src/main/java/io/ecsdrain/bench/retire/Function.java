package io.ecsdrain.bench.retire;

import io.ecsdrain.inventory.aws.TimeLeft;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;

/**
 * A Lambda function with a reserved concurrency of 1, as its template makes it: an event that finds it busy is tried
 * again after 1 s, 2 s, 4 s and so on, until it is a minute old.
 *
 * @param <P> the program in it
 */
final class Function<P> {

    private static final Duration OLDEST = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** The template's timeout for a schedule of a minute, less what a run keeps for its end. */
    private static final Duration TIME = Duration.ofSeconds(55 - 15);

    private final Timeline timeline;
    private final P program;
    private boolean busy;

    Function(Timeline timeline, P program) {
        this.timeline = timeline;
        this.program = program;
    }

    void invoke(BiConsumer<P, TimeLeft> work) {
        attempt(work, timeline.now().plus(OLDEST), FIRST_PAUSE);
    }

    private void attempt(BiConsumer<P, TimeLeft> work, Instant until, Duration pause) {
        if (!busy) {
            busy = true;
            timeline.begin(() -> run(work));
        } else if (!timeline.now().plus(pause).isAfter(until)) {
            timeline.after(pause, () -> attempt(work, until, pause.multipliedBy(2)));
        }
    }

    private void run(BiConsumer<P, TimeLeft> work) {
        Instant end = timeline.now().plus(TIME);
        try {
            work.accept(program, () -> Duration.between(timeline.now(), end));
        } finally {
            busy = false;
        }
    }
}
