package io.ecsdrain.demo.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A small load through the load balancer: one visitor without affinity, one returning client for each deployment that
 * ever handed its affinity out, and sessions that must finish where they began.
 */
public final class ClientLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int PAUSE_MILLIS = 100;

    private final URI app;
    private final Tally tally;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final ExecutorService sessions = Executors.newCachedThreadPool();
    private final List<String> returning = new java.util.concurrent.CopyOnWriteArrayList<>();

    public ClientLoad(URI app, Tally tally) {
        this.app = app;
        this.tally = tally;
    }

    public void start() {
        clock.scheduleWithFixedDelay(() -> visit("visitor", null), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        clock.scheduleWithFixedDelay(
                () -> returning.forEach(id -> visit("returning client of " + id, id)),
                0,
                2L * PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** From now on a client with this deployment's affinity keeps coming back, also after the deployment is gone. */
    public void keepComingBackTo(String deploymentId) {
        returning.add(deploymentId);
    }

    /** Opens a session on a deployment; it lasts until it is told to end. */
    public OpenSession openSession(String deploymentId) {
        OpenSession session = new OpenSession(http, request("/session", deploymentId), deploymentId, tally);
        sessions.execute(session::follow);
        return session;
    }

    private void visit(String client, String affinity) {
        try {
            HttpResponse<String> answer = http.send(request("/", affinity), BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                tally.answered(answer.body().strip());
            } else {
                tally.failed(Instant.now(), client, "HTTP " + answer.statusCode());
            }
        } catch (IOException broken) {
            tally.failed(Instant.now(), client, broken.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(String path, String affinity) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(app.resolve(path)).timeout(PATIENCE).GET();
        if (affinity != null) {
            request.header("Cookie", "deployment=" + affinity);
        }
        return request.build();
    }

    /** Stops coming; sessions still open are ended by their own length or by this. */
    @Override
    public void close() {
        clock.shutdownNow();
        sessions.shutdownNow();
    }
}
