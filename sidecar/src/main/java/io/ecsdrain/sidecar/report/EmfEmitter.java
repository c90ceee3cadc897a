package io.ecsdrain.sidecar.report;

import io.ecsdrain.sidecar.drain.DrainView;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines on a clock of its own, so that they go on while reads of the parameter fail, and one at once where
 * something turned. It has its own thread because stdout may block: awslogs in blocking mode stops reading, and polling
 * and answering must not stop with it.
 */
public final class EmfEmitter {

    private static final Logger log = LoggerFactory.getLogger(EmfEmitter.class);

    private final EmfLine line;
    private final Supplier<Optional<Sample>> samples;
    private final OutputStream out;
    private final InstantSource wallClock;
    private final Duration interval;
    private final Thread thread = new Thread(this::run, "emf");
    private long seq;
    private boolean woken;
    private boolean stopping;
    private boolean broken;

    /**
     * What a line tells.
     *
     * @param taskId this task
     * @param view what the task answers at this moment
     */
    public record Sample(String taskId, DrainView view) {}

    /**
     * @param samples asked for each line; empty means that there is nothing to say yet, and may block for seconds
     * @param wallClock CloudWatch refuses points more than two hours ahead, so lines carry the real time
     * @param interval the time between two regular lines
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
        this.interval = interval;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** To be called when something may have turned. */
    public synchronized void look() {
        woken = true;
        notifyAll();
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
        LineClock clock = new LineClock(interval, System.nanoTime());
        boolean more = true;
        while (more) {
            long left = samples.get().map(sample -> emitDue(clock, sample)).orElse(interval.toNanos());
            more = await(left);
        }
        samples.get().ifPresent(sample -> emit(sample, false));
    }

    /** For how long nothing is due afterwards. */
    private long emitDue(LineClock clock, Sample sample) {
        LineClock.Due due = clock.take(sample.view(), System.nanoTime());
        if (due != LineClock.Due.NOTHING) {
            emit(sample, due == LineClock.Due.TURN);
        }
        return clock.left(sample.view(), System.nanoTime());
    }

    /** Ends early if it is to look or to stop; false if it is to stop. */
    private synchronized boolean await(long nanos) {
        long end = System.nanoTime() + nanos;
        try {
            for (long left = nanos; left > 0 && !stopping && !woken; left = end - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException unexpected) {
            return false;
        }
        woken = false;
        return !stopping;
    }

    private void emit(Sample sample, boolean turn) {
        seq++;
        try {
            out.write(line.of(wallClock.instant(), sample.taskId(), sample.view(), seq, turn));
            out.flush();
            broken = false;
        } catch (IOException e) {
            if (!broken) {
                log.error("stdout cannot be written, ShutdownReady is not reported: {}", e.toString());
            }
            broken = true;
        }
    }
}
