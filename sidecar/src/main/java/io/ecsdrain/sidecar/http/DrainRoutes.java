package io.ecsdrain.sidecar.http;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainPhase;
import io.ecsdrain.sidecar.drain.DrainView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** The routes: {@code GET /drain}, {@code PUT /busy[/{reporter}]}, {@code GET /health}. */
final class DrainRoutes {

    private static final int CONFLICT = 409;
    private static final byte[] HEALTHY = "{\"status\":\"ok\"}".getBytes(StandardCharsets.US_ASCII);

    private final DeploymentKey deployment;
    private final DrainSource source;
    private final LongPolls longPolls;
    private final Gate gate;

    DrainRoutes(DeploymentKey deployment, DrainSource source, LongPolls longPolls, Gate gate) {
        this.deployment = deployment;
        this.source = source;
        this.longPolls = longPolls;
        this.gate = gate;
    }

    void addTo(RoutesConfig routes) {
        routes.before(ctx -> {
            ctx.header("Cache-Control", "no-store");
            gate.checkHost(ctx.header("Host"));
        });
        routes.get("/drain", this::drain);
        routes.put("/busy", ctx -> busy(ctx, BusyReport.DEFAULT_REPORTER));
        routes.put("/busy/{reporter}", ctx -> busy(ctx, ctx.pathParam("reporter")));
        // Never fails because SSM does: a sidecar that is restarted for it would lose its busy reports and its grace.
        routes.get("/health", ctx -> ctx.contentType("application/json").result(HEALTHY));
    }

    private void drain(Context ctx) {
        WaitQuery query = WaitQuery.parse(ctx.queryParam("wait"), ctx.queryParam("since"));
        DrainView view = source.view();
        DrainPhase since = query.since().orElse(view.phase());
        if (query.atMost().isZero() || view.phase() != since) {
            answer(ctx, view);
            return;
        }
        var news = longPolls.await(since, view.shutdownReady(), query.atMost());
        ctx.future(() -> news.thenAccept(changed -> answer(ctx, changed)));
    }

    private void busy(Context ctx, String reporter) {
        Gate.checkJson(ctx.header("Content-Type"));
        BusyReport report = BusyBody.parse(reporter, ctx.bodyAsBytes());
        DrainView view = source.report(report)
                .orElseThrow(
                        () -> new Problem(CONFLICT, "too many reporters: 64 are remembered, and this is one more"));
        json(ctx, view);
    }

    private void answer(Context ctx, DrainView view) {
        if (Gate.prefersText(ctx.header("Accept"))) {
            ctx.contentType("text/plain; charset=utf-8").result(view.phase().word());
        } else {
            json(ctx, view);
        }
    }

    private void json(Context ctx, DrainView view) {
        ctx.contentType("application/json").result(DrainJson.of(view, deployment, source.taskId()));
    }
}
