package io.ecsdrain.sidecar;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a thread that does one thing again and again. A step that throws is a bug, is logged, and ends nothing: a
 * poll that died of it would leave the task in its last state for ever, unnoticed.
 */
final class Loop {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(5);

    private final Supplier<Optional<Duration>> step;
    private final Thread thread;
    private volatile boolean stopped;
    private String lastBug = "";

    /**
     * @param step does its thing once and tells how long to wait until the next time; empty when it is done for good
     */
    Loop(String name, Supplier<Optional<Duration>> step) {
        this.step = step;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Takes no further step; one that is under way is interrupted, and not waited for. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    private void run() {
        try {
            for (Optional<Duration> pause = take(); pause.isPresent() && !stopped; pause = take()) {
                Thread.sleep(pause.get().toMillis());
            }
        } catch (InterruptedException byStop) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Duration> take() {
        try {
            return step.get();
        } catch (RuntimeException | Error bug) {
            if (!stopped && !bug.toString().equals(lastBug)) {
                log.error("{} failed, and goes on", thread.getName(), bug);
            }
            lastBug = bug.toString();
            return Optional.of(AFTER_A_BUG);
        }
    }
}
