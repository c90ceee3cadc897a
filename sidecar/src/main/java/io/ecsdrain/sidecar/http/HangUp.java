package io.ecsdrain.sidecar.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that a client hangs up while its request waits. Jetty reads on only once the request is answered, so an
 * abandoned long poll would hold its place to the end of its wait. A client that merely sends its next request early
 * loses nothing: what was read of it goes back to the connection.
 */
final class HangUp implements Callback {

    private static final Runnable NOTHING = () -> {};
    private static final IOException OVER = new IOException("answered");

    private final Connection connection;
    private final AbstractEndPoint endPoint;
    private final Runnable hungUp;
    private final Runnable broken;
    private boolean over;

    /**
     * @param hungUp runs when the client sends no more; it may still read an answer
     * @param broken runs when the connection can carry none
     */
    HangUp(Connection connection, Runnable hungUp, Runnable broken) {
        this.connection = connection;
        this.endPoint = (AbstractEndPoint) connection.getEndPoint();
        this.hungUp = hungUp;
        this.broken = broken;
    }

    void watch() {
        endPoint.tryFillInterested(this);
    }

    /** From here on the connection reads for itself. */
    void ignore() {
        synchronized (this) {
            over = true;
        }
        endPoint.getFillInterest().onFail(OVER);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void succeeded() {
        next().run();
    }

    @Override
    public void failed(Throwable why) {
        boolean ignored;
        synchronized (this) {
            ignored = over;
        }
        if (!ignored) {
            broken.run();
        }
    }

    /** Something came, or the end; what is to be done then. */
    private synchronized Runnable next() {
        if (over) {
            return NOTHING;
        }
        try {
            ByteBuffer early = ByteBuffer.allocate(LeanConnections.HEADER_BYTES).flip();
            int read = endPoint.fill(early);
            if (read < 0) {
                return endPoint.isOpen() ? hungUp : broken;
            }
            if (read > 0) {
                ((Connection.UpgradeTo) connection).onUpgradeTo(early);
                return NOTHING;
            }
            return this::watch;
        } catch (IOException reset) {
            return broken;
        }
    }
}
