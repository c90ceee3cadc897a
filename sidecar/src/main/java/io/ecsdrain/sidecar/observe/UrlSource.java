package io.ecsdrain.sidecar.observe;

import io.ecsdrain.contract.Printable;
import io.ecsdrain.sidecar.aws.BoundedAnswer;
import io.ecsdrain.sidecar.aws.PlainCall;
import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.SourceReading;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

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
    private final ScheduledExecutorService timers;
    private boolean failed;

    /** @param timers ends a look whose answer does not begin */
    public UrlSource(BusyUrl url, ScheduledExecutorService timers) {
        this.url = url;
        this.timers = timers;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int idlePolls() {
        return failed ? 1 : IDLE_POLLS;
    }

    @Override
    public SourceReading look(long now) {
        failed = true;
        try {
            double sessions = Math.ceil(url.field().read(page()));
            if (sessions > BusyReport.MOST_SESSIONS) {
                return unreadable("more than " + BusyReport.MOST_SESSIONS + " sessions");
            }
            failed = false;
            return new SourceReading.Count((int) sessions, true);
        } catch (UnknownHostException unknown) {
            return unreadable("unknown host");
        } catch (IOException | RuntimeException | StackOverflowError bad) {
            // The JDK's client recurses for each interim answer, and throws what it likes at odd ones.
            return unreadable(bad.getMessage() == null ? bad.toString() : bad.getMessage());
        }
    }

    private SourceReading unreadable(String why) {
        return new SourceReading.Unreadable(Printable.line(PlainCall.withoutQuery(url.uri()) + ": " + why));
    }

    private byte[] page() throws IOException {
        long begun = System.nanoTime();
        HttpURLConnection connection = PlainCall.to(url.uri(), TIME_LIMIT);
        connection.setUseCaches(false);
        // What is asked once in a while shall not itself be a connection that lasts.
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("Accept", "application/json, text/plain, */*;q=0.1");
        try {
            int status = PlainCall.status(connection, TIME_LIMIT, timers);
            if (status != OK) {
                throw new IOException("status " + status);
            }
            long length = connection.getContentLengthLong();
            try (InputStream answer = new BoundedAnswer(connection.getInputStream(), MOST_BYTES, TIME_LIMIT, begun)) {
                byte[] page = answer.readAllBytes();
                if (length >= 0 && page.length != length) {
                    throw new IOException("the answer was cut off");
                }
                return page;
            }
        } finally {
            connection.disconnect();
        }
    }
}
