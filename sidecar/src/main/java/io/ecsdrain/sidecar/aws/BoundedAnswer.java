package io.ecsdrain.sidecar.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * An answer that ends: with an {@link IOException} after too many bytes, or with the first read that returns after its
 * time is up. A server that sends a byte now and then never exceeds the time limit of one read. The reader checks the
 * time itself, because a connection that another thread closes may go on: the JDK's {@code disconnect} waits for a lock
 * that the reader takes again at once.
 */
public final class BoundedAnswer extends FilterInputStream {

    private final int mostBytes;
    private final Duration limit;
    private final long begun;
    private long left;

    /**
     * @param mostBytes of the whole answer
     * @param limit from {@code begun} on; the last read may end later, by its own time limit
     * @param begun {@link System#nanoTime()} when the call began
     */
    public BoundedAnswer(InputStream answer, int mostBytes, Duration limit, long begun) {
        super(answer);
        this.mostBytes = mostBytes;
        this.limit = limit;
        this.begun = begun;
        this.left = mostBytes;
    }

    @Override
    public int read() throws IOException {
        return checked(super.read(), 1);
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int read = super.read(buffer, from, length);
        return checked(read, read);
    }

    private int checked(int result, int read) throws IOException {
        if (result < 0) {
            return result;
        }
        left -= read;
        if (left < 0) {
            throw new IOException("an answer of more than " + mostBytes + " bytes");
        }
        if (System.nanoTime() - begun > limit.toNanos()) {
            throw new IOException("an answer that did not end within " + limit.toMillis() + " ms");
        }
        return result;
    }
}
