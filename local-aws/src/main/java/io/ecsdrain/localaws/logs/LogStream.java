package io.ecsdrain.localaws.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** A stream: the newest events of one sender. Guarded by the {@link LogStore} that holds it. */
final class LogStream {

    private static final int MOST_EVENTS = 5_000;

    final String name;
    final Instant createdAt;
    final Deque<LogEvent> events = new ArrayDeque<>();

    LogStream(String name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
    }

    void add(LogEvent event) {
        events.add(event);
        if (events.size() > MOST_EVENTS) {
            events.removeFirst();
        }
    }

    /** When a driver that sends every {@code batch} sends what it was given at {@code written}. */
    Instant sent(Instant written, Duration batch) {
        if (batch.isZero()) {
            return written;
        }
        long since = Math.max(0, Duration.between(createdAt, written).toNanos());
        long batches = Math.floorDiv(since + batch.toNanos() - 1, batch.toNanos());
        return createdAt.plusNanos(batches * batch.toNanos());
    }
}
