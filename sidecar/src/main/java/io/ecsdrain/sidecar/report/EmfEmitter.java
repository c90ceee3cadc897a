package io.ecsdrain.sidecar.report;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes EMF lines on a clock of its own, so that they go on while reads of the parameter fail. It has its own thread
 * because stdout may block: awslogs in blocking mode stops reading, and polling and answering must not stop with it.
 */
public final class EmfEmitter {

    private static final Logger log = LoggerFactory.getLogger(EmfEmitter.class);

    private final EmfLine line;
    private final Supplier<Optional<Sample>> samples;
    private final OutputStream out;
    private final InstantSource wallClock;
    private final long intervalNanos;
    private final Thread thread = new Thread(this::run, "emf");
    private volatile boolean stopping;
    private boolean broken;

    /**
     * What a line says.
     *
     * @param taskId this task
     * @param state the word of {@code GET /drain}
     * @param ready the metric's value
     */
    public record Sample(String taskId, String state, boolean ready) {}

    /**
     * @param samples asked once per interval; empty means that there is nothing to say yet, and may block for seconds
     * @param wallClock CloudWatch refuses points more than two hours ahead, so lines carry the real time
     */
    public EmfEmitter(
            EmfLine line,
            Supplier<Optional<Sample>> samples,
            OutputStream out,
            InstantSource wallClock,
            Duration interval) {
        this.line = line;
        this.samples = samples;
        this.out = out;
        this.wallClock = wallClock;
        this.intervalNanos = interval.toNanos();
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Writes a last line and ends; gives up after {@code atMost}, because a full pipe may never be read again. */
    public void stop(Duration atMost) throws InterruptedException {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        thread.join(atMost.toMillis());
    }

    private void run() {
        long due = System.nanoTime();
        boolean more = true;
        while (more) {
            emit();
            // After a blocked write the clock starts anew: points late by minutes would say nothing true.
            due = Math.max(due + intervalNanos, System.nanoTime());
            more = awaitUntil(due);
        }
        emit();
    }

    private synchronized boolean awaitUntil(long due) {
        try {
            for (long left = due - System.nanoTime(); left > 0 && !stopping; left = due - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException nobodyDoesThat) {
            return false;
        }
        return !stopping;
    }

    private void emit() {
        samples.get().ifPresent(sample -> {
            try {
                out.write(line.of(wallClock.instant(), sample.taskId(), sample.state(), sample.ready()));
                out.flush();
                broken = false;
            } catch (IOException e) {
                if (!broken) {
                    log.error("stdout cannot be written, ShutdownReady is not reported: {}", e.toString());
                }
                broken = true;
            }
        });
    }
}
