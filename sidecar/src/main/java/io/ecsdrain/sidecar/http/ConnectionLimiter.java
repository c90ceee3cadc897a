package io.ecsdrain.sidecar.http;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.jetty.io.Connection;

/**
 * The open connections, so many at most. A newcomer takes the place of the one whose last whole request is longest ago:
 * to stop accepting instead would let clients that hang shut out the others. Who waits for news is not idle and keeps
 * its place.
 */
final class ConnectionLimiter implements Connection.Listener {

    /** Twice the waiters: an app needs a handful, and each costs some kilobytes. */
    static final int MOST = 2 * LongPolls.MOST_WAITERS;

    private static final int LEAST = 8;

    /** Descriptors for all that is no client: AWS, the task's endpoints, class files. */
    private static final int RESERVE = 32;

    private final int most;

    private final Set<Connection> idle = new LinkedHashSet<>();
    private final Set<Connection> held = new HashSet<>();

    /** @param most from {@link #most} */
    ConnectionLimiter(int most) {
        this.most = most;
    }

    /** So many as {@link #MOST}, and no more than {@code files} that may still be opened allow. */
    static int most(OptionalLong files) {
        return files.isEmpty() ? MOST : (int) Math.max(LEAST, Math.min(MOST, files.getAsLong() - RESERVE));
    }

    /** A connection that waits for us, not we for it. */
    final class Hold {

        private final Connection connection;
        private final HangUp hangUp;

        private Hold(Connection connection, Runnable hungUp, Runnable broken) {
            this.connection = connection;
            hangUp = new HangUp(connection, hungUp, broken);
        }

        /** To be called before it is answered. */
        void end() {
            hangUp.ignore();
            release(connection);
        }
    }

    @Override
    public void onOpened(Connection connection) {
        Connection idlest = null;
        synchronized (this) {
            idle.add(connection);
            if (size() > most) {
                Iterator<Connection> oldestFirst = idle.iterator();
                idlest = oldestFirst.next();
                oldestFirst.remove();
            }
        }
        if (idlest != null) {
            idlest.getEndPoint().close();
        }
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        idle.remove(connection);
        held.remove(connection);
    }

    /** A whole request came. */
    synchronized void asked(Connection connection) {
        if (idle.remove(connection)) {
            idle.add(connection);
        }
    }

    /**
     * From now on it waits for us.
     *
     * @param hungUp runs if its client hangs up before the hold ends; it may still read
     * @param broken runs if the connection breaks
     */
    Hold hold(Connection connection, Runnable hungUp, Runnable broken) {
        synchronized (this) {
            if (idle.remove(connection)) {
                held.add(connection);
            }
        }
        Hold hold = new Hold(connection, hungUp, broken);
        hold.hangUp.watch();
        return hold;
    }

    private synchronized void release(Connection connection) {
        if (held.remove(connection)) {
            idle.add(connection);
        }
    }

    synchronized int size() {
        return idle.size() + held.size();
    }
}
