package io.ecsdrain.sidecar.http;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainPhase;
import io.ecsdrain.sidecar.drain.DrainView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers every {@link Route}. Runs on the selector's thread, for it only ever computes. */
final class DrainHandler extends Handler.Abstract.NonBlocking {

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Duration WAIT_IN_STOPPING = Duration.ofSeconds(1);
    private static final int CONFLICT = 409;
    private static final byte[] HEALTHY = "{\"status\":\"ok\"}".getBytes(StandardCharsets.US_ASCII);

    private final DeploymentKey deployment;
    private final DrainSource source;
    private final LongPolls longPolls;
    private final Gate gate;
    private final Crowd crowd;
    private volatile long lastAskedNanos = System.nanoTime();

    DrainHandler(DeploymentKey deployment, DrainSource source, LongPolls longPolls, Gate gate, Crowd crowd) {
        this.deployment = deployment;
        this.source = source;
        this.longPolls = longPolls;
        this.gate = gate;
        this.crowd = crowd;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback);
        exchange.attempt(() -> route(exchange));
        return true;
    }

    private void route(Exchange exchange) {
        gate.checkHost(exchange.header(HttpHeader.HOST));
        Route route = Route.of(exchange.method(), exchange.path());
        switch (route) {
            case DRAIN -> drain(exchange);
            case BUSY -> busy(exchange, BusyReport.DEFAULT_REPORTER);
            case BUSY_OF_REPORTER -> busy(exchange, route.variable(exchange.path()));
            // Never fails because SSM does: a sidecar that is restarted for it would lose its busy reports and its
            // grace.
            case HEALTH -> exchange.answer(JSON, HEALTHY);
        }
    }

    private void drain(Exchange exchange) {
        asked(exchange);
        WaitQuery query = WaitQuery.parse(exchange.parameter("wait"), exchange.parameter("since"));
        DrainView view = source.view();
        DrainPhase since = query.since().orElse(view.phase());
        if (query.atMost().isZero() || view.phase() != since) {
            answer(exchange, view);
            return;
        }
        var news = longPolls.await(since, view.shutdownReady(), wait(query, view));
        exchange.connection().ifPresent(crowd::hold);
        news.thenAccept(changed -> exchange.attempt(() -> {
            exchange.connection().ifPresent(crowd::release);
            answer(exchange, changed);
        }));
    }

    /** Nothing follows {@code stopping}; who waits in it is alive and is to ask again soon, for that is what we wait for. */
    private static Duration wait(WaitQuery query, DrainView view) {
        boolean last = view.phase() == DrainPhase.STOPPING;
        return last && query.atMost().compareTo(WAIT_IN_STOPPING) > 0 ? WAIT_IN_STOPPING : query.atMost();
    }

    private void asked(Exchange exchange) {
        lastAskedNanos = System.nanoTime();
        exchange.connection().ifPresent(crowd::asked);
    }

    /** When an app last asked or reported, on {@link System#nanoTime}'s scale. */
    long lastAskedNanos() {
        return lastAskedNanos;
    }

    private void busy(Exchange exchange, String reporter) {
        Gate.checkJson(exchange.header(HttpHeader.CONTENT_TYPE));
        BusyBody.checkReporter(reporter);
        exchange.readBody(BusyBody.MOST_BYTES, body -> {
            BusyReport report = BusyBody.parse(reporter, body);
            DrainView view = source.report(report)
                    .orElseThrow(
                            () -> new Problem(
                                    CONFLICT,
                                    "too many reporters: 64 have sessions, and '" + reporter
                                            + "' is one more; the task is not ready for as long as the report would have held"));
            asked(exchange);
            json(exchange, view);
        });
    }

    private void answer(Exchange exchange, DrainView view) {
        if (Gate.prefersText(exchange.header(HttpHeader.ACCEPT))) {
            exchange.answer(TEXT, view.phase().word().getBytes(StandardCharsets.US_ASCII));
        } else {
            json(exchange, view);
        }
    }

    private void json(Exchange exchange, DrainView view) {
        exchange.answer(JSON, DrainJson.of(view, deployment, source.taskId()));
    }
}
