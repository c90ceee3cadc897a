package io.ecsdrain.demo.load;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What the clients have seen so far; written by many threads. */
public final class Tally {

    /** One request or session that did not go as its user expected. */
    public record Failure(Instant at, String client, String what) {}

    /**
     * One finished session: {@code ticks} lines came, all from {@code deployment}; whole if its user ended it and
     * nothing else.
     */
    public record Session(Instant from, Instant to, String deployment, int ticks, boolean whole) {}

    private final AtomicLong requests = new AtomicLong();
    private final Map<String, AtomicLong> byDeployment = new java.util.concurrent.ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Session> sessions = new ConcurrentLinkedQueue<>();

    void answered(String deployment) {
        requests.incrementAndGet();
        byDeployment.computeIfAbsent(deployment, unseen -> new AtomicLong()).incrementAndGet();
    }

    void failed(Instant at, String client, String what) {
        requests.incrementAndGet();
        failures.add(new Failure(at, client, what));
    }

    void session(Session session) {
        sessions.add(session);
    }

    public long requests() {
        return requests.get();
    }

    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    public List<Session> sessions() {
        return List.copyOf(sessions);
    }

    public Map<String, Long> byDeployment() {
        Map<String, Long> counts = new TreeMap<>();
        byDeployment.forEach((deployment, count) -> counts.put(deployment, count.get()));
        return counts;
    }
}
