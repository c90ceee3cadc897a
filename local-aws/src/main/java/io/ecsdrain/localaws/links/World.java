package io.ecsdrain.localaws.links;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What all services share: one lock around all state, one time, one account and region, the switches.
 *
 * <p>Handlers of operations and {@link Tickable}s are called with the lock held. Any other thread (of a process reader,
 * of a proxy) goes through {@link #locked}. No thread waits for a network or a process while it holds the lock.
 */
public final class World {

    private final String account;
    private final String region;
    private final TaskMode taskMode;
    private final InstantSource time;
    private final Switches switches = new Switches();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Tickable> tickables = new ArrayList<>();
    private Instant lastTick = Instant.MIN;
    private volatile URI endpoint;

    public World(String account, String region, TaskMode taskMode, InstantSource time) {
        this.account = account;
        this.region = region;
        this.taskMode = taskMode;
        this.time = time;
    }

    public String account() {
        return account;
    }

    public String region() {
        return region;
    }

    public TaskMode taskMode() {
        return taskMode;
    }

    public Switches switches() {
        return switches;
    }

    public Instant now() {
        return time.instant();
    }

    /** {@code arn:aws:<service>:<region>:<account>:<resource>}. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }

    /**
     * Where all services answer, such as {@code http://127.0.0.1:40123}.
     *
     * @throws IllegalStateException before the server listens
     */
    public URI endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("the server does not listen yet");
        }
        return endpoint;
    }

    /** Told once, when the server starts. */
    public void listensAt(URI uri) {
        endpoint = Objects.requireNonNull(uri);
    }

    /** Ticks come in the order of these calls. */
    public void onTick(Tickable tickable) {
        locked(() -> tickables.add(tickable));
    }

    /** Lets every part of the world catch up with the time. */
    public void tick() {
        locked(() -> {
            Instant now = now();
            lastTick = now.isAfter(lastTick) ? now : lastTick;
            tickables.forEach(each -> each.tick(lastTick));
        });
    }

    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    public void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
