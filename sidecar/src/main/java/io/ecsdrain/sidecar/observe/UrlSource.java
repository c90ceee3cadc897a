package io.ecsdrain.sidecar.observe;

import io.ecsdrain.sidecar.aws.BoundedAnswer;
import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.SourceReading;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.time.Duration;

/** Reads the number of sessions from a page of the app. */
public final class UrlSource implements Source {

    /** The name under which its count is reported; no reporter can have it. */
    public static final String NAME = "@url";

    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 256 << 10;
    private static final int OK = 200;
    /** A minute at the default poll: a page that cannot be read is noticed long before the drain. */
    private static final int IDLE_POLLS = 12;

    private final BusyUrl url;

    public UrlSource(BusyUrl url) {
        this.url = url;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int idlePolls() {
        return IDLE_POLLS;
    }

    @Override
    public SourceReading look(long now) {
        try {
            double sessions = Math.ceil(read());
            return sessions <= BusyReport.MOST_SESSIONS
                    ? new SourceReading.Count((int) sessions)
                    : new SourceReading.Unreadable("more than " + BusyReport.MOST_SESSIONS + " sessions");
        } catch (IOException failed) {
            return new SourceReading.Unreadable(url.uri() + ": " + failed.getMessage());
        }
    }

    private double read() throws IOException {
        long begun = System.nanoTime();
        HttpURLConnection connection = (HttpURLConnection) url.uri().toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) TIME_LIMIT.toMillis());
        connection.setReadTimeout((int) TIME_LIMIT.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        // What is asked once in a while shall not itself be a connection that lasts.
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("Accept", "application/json, text/plain");
        try {
            int status = connection.getResponseCode();
            if (status != OK) {
                throw new IOException("status " + status);
            }
            try (InputStream answer = new BoundedAnswer(connection.getInputStream(), MOST_BYTES, TIME_LIMIT, begun)) {
                return url.field().read(answer);
            }
        } finally {
            connection.disconnect();
        }
    }
}
