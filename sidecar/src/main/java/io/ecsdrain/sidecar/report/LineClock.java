package io.ecsdrain.sidecar.report;

import io.ecsdrain.sidecar.drain.DrainView;
import java.time.Duration;
import java.util.Optional;

/**
 * Which line is due. Regular lines keep their pace. Between them a turn is due as soon as something changed that a
 * reader waits for; turns keep a distance, so that what comes and goes does not flood the log. For one thread; times
 * are those of {@link System#nanoTime}.
 */
public final class LineClock {

    static final Duration BETWEEN_TURNS = Duration.ofSeconds(5);

    /** What a line is written for. */
    public enum Due {
        NOTHING,
        BEAT,
        TURN
    }

    /** What a reader waits for. */
    private record Told(boolean ready, Optional<String> state, Optional<String> fence) {

        static final Told NOTHING = new Told(false, Optional.empty(), Optional.empty());

        static Told of(DrainView view) {
            return new Told(view.shutdownReady(), view.stateWrite(), view.fence());
        }
    }

    private final long beat;
    private long nextBeat;
    private long nextTurn;
    private Told told = Told.NOTHING;

    /** A beat is due at {@code now}. */
    public LineClock(Duration beat, long now) {
        this.beat = beat.toNanos();
        nextBeat = now;
        nextTurn = now;
    }

    /** What is due at {@code now}; it counts as done. */
    public Due take(DrainView view, long now) {
        boolean beats = now - nextBeat >= 0;
        if (beats) {
            long onTime = nextBeat + beat;
            // After a blocked write the pace begins anew: points late by minutes would say nothing true.
            nextBeat = onTime - now > 0 ? onTime : now + beat;
        }
        if (isNews(view) && now - nextTurn >= 0) {
            told = Told.of(view);
            nextTurn = now + BETWEEN_TURNS.toNanos();
            return Due.TURN;
        }
        return beats ? Due.BEAT : Due.NOTHING;
    }

    /** For how long nothing is due, as long as {@code view} stays as it is. */
    public long left(DrainView view, long now) {
        long untilBeat = nextBeat - now;
        return Math.max(0, isNews(view) ? Math.min(untilBeat, nextTurn - now) : untilBeat);
    }

    private boolean isNews(DrainView view) {
        return !Told.of(view).equals(told);
    }
}
