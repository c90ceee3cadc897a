package io.ecsdrain.sidecar.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A stream of lines that never makes its writer wait. A log driver that stops reading blocks stderr like stdout, and
 * the thread that logs is just then polling or answering. Lines for which there is no room are dropped, and counted in
 * a line of their own.
 */
public final class LogPipe extends OutputStream {

    static final int MOST_LINES = 256;
    private static final int MOST_BYTES_IN_LINE = 8192;

    private final OutputStream out;
    private final Queue<byte[]> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long dropped;
    private boolean writing;

    /** @param out written to by a thread of its own from now on; may block */
    public LogPipe(OutputStream out) {
        this.out = out;
        Thread thread = new Thread(this::pump, "log");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            line.write(bytes[i]);
            if (bytes[i] == '\n' || line.size() >= MOST_BYTES_IN_LINE) {
                add(line.toByteArray());
                line.reset();
            }
        }
    }

    private void add(byte[] whole) {
        if (lines.size() >= MOST_LINES) {
            dropped++;
            return;
        }
        if (dropped > 0) {
            lines.add((dropped + " lines of this log were dropped because it was not read\n")
                    .getBytes(StandardCharsets.US_ASCII));
            dropped = 0;
        }
        lines.add(whole);
        notifyAll();
    }

    /** Waits until all is written, but not longer than {@code atMost}. */
    public synchronized void drain(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis(); left > 0 && (writing || !lines.isEmpty()); ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    private void pump() {
        try {
            while (true) {
                byte[] next = next();
                try {
                    out.write(next);
                    out.flush();
                } catch (IOException unread) {
                    // There is no other place to say it.
                }
            }
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized byte[] next() throws InterruptedException {
        writing = false;
        notifyAll();
        while (lines.isEmpty()) {
            wait();
        }
        writing = true;
        return lines.remove();
    }
}
