package io.ecsdrain.sidecar.http;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainPhase;
import io.ecsdrain.sidecar.drain.DrainView;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.json.JsonMapper;
import jakarta.servlet.http.HttpServlet;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every {@link Route}. What comes here has passed the {@link GuardHandler}. */
final class DrainRoutes {

    private static final Logger log = LoggerFactory.getLogger(DrainRoutes.class);
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Duration WAIT_IN_STOPPING = Duration.ofSeconds(1);
    private static final int CONFLICT = 409;
    private static final byte[] HEALTHY = "{\"status\":\"ok\"}".getBytes(StandardCharsets.US_ASCII);

    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    private final DeploymentKey deployment;
    private final DrainSource source;
    private final LongPolls longPolls;
    private final ConnectionLimiter connections;
    private volatile long lastAskedNanos = System.nanoTime();

    DrainRoutes(DeploymentKey deployment, DrainSource source, LongPolls longPolls, ConnectionLimiter connections) {
        this.deployment = deployment;
        this.source = source;
        this.longPolls = longPolls;
        this.connections = connections;
    }

    /** Javalin over these routes, without its server. */
    HttpServlet servlet() {
        return new JavalinServlet(Javalin.create(this::configure).unsafe);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        // Paths are as documented: /busy/ is /busy of no reporter.
        config.router.ignoreTrailingSlashes = false;
        // JSON is written by the streaming generator; Javalin's own mapper would ask for data binding.
        config.jsonMapper(new JsonMapper() {});
        config.routes.before(ctx -> {
            // Javalin would answer it for every GET with 200, whatever the GET says.
            if (ctx.method() == HandlerType.HEAD) {
                throw Route.refusal(ctx.method().name(), ctx.path());
            }
        });
        for (Route route : Route.values()) {
            config.routes.addHttpHandler(HandlerType.findOrCreate(route.method()), route.template(), handler(route));
        }
        config.routes.exception(Problem.class, (problem, ctx) -> Reply.problem(ctx, problem));
        config.routes.exception(
                HttpResponseException.class,
                (e, ctx) -> Reply.problem(ctx, Route.refusal(ctx.method().name(), ctx.path())));
        config.routes.exception(UncheckedIOException.class, (clientIsGone, ctx) -> {});
        config.routes.exception(Exception.class, (e, ctx) -> {
            log.error("a request failed: {} {}", ctx.method(), ctx.path(), e);
            Reply.problem(ctx, Problem.ofOurs());
        });
    }

    private Handler handler(Route route) {
        return switch (route) {
            case DRAIN -> this::drain;
            case BUSY -> ctx -> busy(ctx, BusyReport.DEFAULT_REPORTER);
            case BUSY_OF_REPORTER -> ctx -> busy(ctx, ctx.pathParam(Route.REPORTER));
            // Never fails because SSM does: a sidecar that is restarted for it would lose its busy reports and its
            // grace.
            case HEALTH -> ctx -> Reply.ok(ctx, JSON, HEALTHY);
        };
    }

    private void drain(Context ctx) {
        asked(ctx);
        WaitQuery query = WaitQuery.of(request(ctx));
        DrainView view = source.view();
        DrainPhase since = query.since().orElse(view.phase());
        if (query.atMost().isZero() || view.phase() != since) {
            answer(ctx, view);
            return;
        }
        ctx.future(() -> {
            LongPolls.Waiter waiter = longPolls.await(since, view.shutdownReady(), wait(query, view));
            Connection connection = connection(ctx);
            ConnectionLimiter.Hold hold =
                    connections.hold(connection, () -> longPolls.release(waiter), () -> longPolls.drop(waiter));
            return waiter.answer().thenCompose(changed -> {
                hold.end();
                if (!connection.getEndPoint().isOpen()) {
                    // The request is Jetty's again; nothing may touch it.
                    return new CompletableFuture<>();
                }
                answer(ctx, changed);
                return DONE;
            });
        });
    }

    /**
     * No state follows {@code stopping}. The wait is short in it: the sidecar stays for as long as a client asks, so a
     * client that is alive is to ask again soon.
     */
    private static Duration wait(WaitQuery query, DrainView view) {
        boolean last = view.phase() == DrainPhase.STOPPING;
        return last && query.atMost().compareTo(WAIT_IN_STOPPING) > 0 ? WAIT_IN_STOPPING : query.atMost();
    }

    private void busy(Context ctx, String reporter) {
        RequestGuard.checkJson(ctx.header("Content-Type"));
        BusyReport report = BusyBody.parse(reporter, (byte[]) ctx.req().getAttribute(GuardHandler.BODY));
        DrainView view = source.report(report)
                .orElseThrow(() -> new Problem(
                        CONFLICT,
                        "too many reporters: 64 have sessions, and '" + reporter
                                + "' is one more; the task is not ready for as long as the report would have held"));
        asked(ctx);
        json(ctx, view);
    }

    private void asked(Context ctx) {
        lastAskedNanos = System.nanoTime();
        connections.asked(connection(ctx));
    }

    /** When an app last asked or reported, on {@link System#nanoTime}'s scale. */
    long lastAskedNanos() {
        return lastAskedNanos;
    }

    private void answer(Context ctx, DrainView view) {
        if (RequestGuard.prefersText(ctx.header("Accept"))) {
            Reply.ok(ctx, TEXT, view.phase().word().getBytes(StandardCharsets.US_ASCII));
        } else {
            json(ctx, view);
        }
    }

    private void json(Context ctx, DrainView view) {
        Reply.ok(ctx, JSON, DrainJson.of(view, deployment, source.taskId()));
    }

    private static ServletContextRequest request(Context ctx) {
        return ServletContextRequest.getServletContextRequest(ctx.req());
    }

    private static Connection connection(Context ctx) {
        return request(ctx).getConnectionMetaData().getConnection();
    }
}
