package io.ecsdrain.sidecar.http;

import io.ecsdrain.sidecar.drain.DrainPhase;
import io.ecsdrain.sidecar.drain.DrainView;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Clients that wait for news. A waiter holds a connection and some bytes, no thread. */
final class LongPolls {

    /** An app needs one or a few; each waiter costs a connection. */
    static final int MOST_WAITERS = 128;

    private static final int UNAVAILABLE = 503;

    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final int most;
    private final ScheduledExecutorService timers;
    private final Executor answering;
    private final Supplier<DrainView> views;

    /**
     * One that waits.
     *
     * @param answer completes with the view that it is to be told; never if it was dropped
     * @param over completes when it waits no longer
     */
    record Waiter(DrainPhase phase, boolean ready, CompletableFuture<DrainView> answer, CompletableFuture<Void> over) {}

    /**
     * @param most so many wait at most
     * @param answering where answers are written, so that a client that does not read delays neither timers nor polls
     */
    LongPolls(int most, ScheduledExecutorService timers, Executor answering, Supplier<DrainView> views) {
        this.most = most;
        this.timers = timers;
        this.answering = answering;
        this.views = views;
    }

    /**
     * The first view that differs from {@code phase} and {@code ready}, or the one after {@code atMost}.
     *
     * @throws Problem 503 if too many wait already
     */
    Waiter await(DrainPhase phase, boolean ready, Duration atMost) {
        if (waiters.size() >= most) {
            throw new Problem(UNAVAILABLE, "more than " + most + " requests wait already; ask without wait");
        }
        Waiter waiter = new Waiter(phase, ready, new CompletableFuture<>(), new CompletableFuture<>());
        waiters.add(waiter);
        ScheduledFuture<?> timeout = timers.schedule(() -> release(waiter), atMost.toMillis(), TimeUnit.MILLISECONDS);
        waiter.over().thenRun(() -> timeout.cancel(false));
        // The news may have come between the caller's look and the registration.
        releaseIfNews(waiter);
        return waiter;
    }

    /** To be called after every change; releases the polls that it concerns. */
    void changed() {
        waiters.forEach(this::releaseIfNews);
    }

    int waiting() {
        return waiters.size();
    }

    private void releaseIfNews(Waiter waiter) {
        if (views.get().differsFrom(waiter.phase(), waiter.ready())) {
            release(waiter);
        }
    }

    /** Answers it never; its place is free at once. */
    void drop(Waiter waiter) {
        if (waiters.remove(waiter)) {
            waiter.over().complete(null);
        }
    }

    /** Answers it now, news or none, if it still waits; its place is free at once. */
    void release(Waiter waiter) {
        if (waiters.remove(waiter)) {
            waiter.over().complete(null);
            waiter.answer().completeAsync(views, answering);
        }
    }
}
