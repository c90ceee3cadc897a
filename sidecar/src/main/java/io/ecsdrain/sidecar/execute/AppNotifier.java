package io.ecsdrain.sidecar.execute;

import io.ecsdrain.contract.Printable;
import io.ecsdrain.sidecar.aws.PlainCall;
import io.ecsdrain.sidecar.drain.DrainView;
import io.ecsdrain.sidecar.drain.Notice;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the app each new state, until it answers 2xx or the state changes again. For a thread of its own, for the app
 * may hang.
 */
public final class AppNotifier {

    private static final Logger log = LoggerFactory.getLogger(AppNotifier.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);
    private static final int HUNDREDS_OF_SUCCESS = 2;

    private final AppCall call;
    private final Supplier<DrainView> views;
    private final Function<DrainView, byte[]> json;
    private final InstantSource clock;
    private final ScheduledExecutorService timers;
    private Notice notice = Notice.none();
    private String lastProblem = "";

    /**
     * @param views the state now
     * @param json the body of {@code GET /drain}
     * @param timers ends a call whose answer does not begin
     */
    public AppNotifier(
            AppCall call,
            Supplier<DrainView> views,
            Function<DrainView, byte[]> json,
            InstantSource clock,
            ScheduledExecutorService timers) {
        this.call = call;
        this.views = views;
        this.json = json;
        this.clock = clock;
        this.timers = timers;
    }

    /** Tells the app what it has to be told now, if anything, and says how long to wait until the next look. */
    public Duration look() {
        DrainView view = views.get();
        Instant now = clock.instant();
        notice = notice.seen(view.phase(), call.phases());
        if (notice.isDue(now)) {
            tell(view);
        }
        return LOOK_EVERY;
    }

    private void tell(DrainView view) {
        try {
            int status = send(view);
            if (status / 100 != HUNDREDS_OF_SUCCESS) {
                throw new IOException("status " + status);
            }
            notice = notice.done();
            log.info("the app was told {}", view.phase().word());
            lastProblem = "";
        } catch (IOException | RuntimeException | StackOverflowError bad) {
            // The JDK's client recurses for each interim answer, and throws what it likes at odd ones.
            notice = notice.failed(clock.instant(), ThreadLocalRandom.current().nextDouble());
            logOnce(view.phase().word() + ": " + Printable.line(PlainCall.withoutQuery(call.uri()) + ": " + bad));
        }
    }

    private void logOnce(String problem) {
        if (!problem.equals(lastProblem)) {
            log.warn("the app cannot be told {}; tried again until it answers 2xx", problem);
        }
        lastProblem = problem;
    }

    private int send(DrainView view) throws IOException {
        HttpURLConnection connection = PlainCall.to(call.uri(), TIME_LIMIT);
        try {
            connection.setUseCaches(false);
            connection.setRequestMethod(call.method());
            // It is made once in a while, and shall be no connection that lasts.
            connection.setRequestProperty("Connection", "close");
            if (call.hasBody()) {
                connection.setRequestProperty("Content-Type", call.contentType());
                connection.setDoOutput(true);
                connection.getOutputStream().write(call.body(view.phase(), json.apply(view)));
            }
            return PlainCall.status(connection, TIME_LIMIT, timers);
        } finally {
            connection.disconnect();
        }
    }
}
