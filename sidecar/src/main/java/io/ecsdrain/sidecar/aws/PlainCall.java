package io.ecsdrain.sidecar.aws;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A call that goes straight to its address: without a proxy, without redirects, with a time limit on connecting and on
 * each read.
 */
public final class PlainCall {

    private PlainCall() {}

    /** The connection, not made yet. */
    public static HttpURLConnection to(URI uri, Duration timeout) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setInstanceFollowRedirects(false);
        return connection;
    }

    /**
     * The status of the answer. A head that drips never exceeds the time limit of one read, hence the timer; once it is
     * whole, the reader of the body takes over.
     *
     * @throws IOException if the head is not whole within {@code limit}
     */
    public static int status(HttpURLConnection connection, Duration limit, ScheduledExecutorService timers)
            throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        Future<?> end = timers.schedule(
                () -> {
                    late.set(true);
                    connection.disconnect();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            int status = connection.getResponseCode();
            if (!late.get()) {
                return status;
            }
            // The JDK took the head that was cut off for a whole one.
        } catch (SocketException closed) {
            if (!late.get()) {
                throw closed;
            }
        } finally {
            end.cancel(false);
        }
        throw new IOException("no answer within " + limit.toMillis() + " ms");
    }

    /** {@code uri} as a log may show it: a query may hold a secret. */
    public static String withoutQuery(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
