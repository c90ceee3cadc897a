package io.ecsdrain.demo.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * One session: an answer that goes on, a numbered line each quarter of a second, until its user leaves. It is cut if
 * the lines end before that, if one is missing, or if one comes from another deployment.
 */
public final class OpenSession {

    private final HttpClient http;
    private final HttpRequest request;
    private final String deploymentId;
    private final Tally tally;
    private volatile boolean left;
    private int ticks;

    OpenSession(HttpClient http, HttpRequest request, String deploymentId, Tally tally) {
        this.http = http;
        this.request = request;
        this.deploymentId = deploymentId;
        this.tally = tally;
    }

    /** The user leaves: with the next line the connection is closed. */
    public void leave() {
        left = true;
    }

    void follow() {
        Instant from = Instant.now();
        boolean whole = false;
        try {
            HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
            try (Stream<String> lines = answer.body()) {
                whole = answer.statusCode() == 200 && unbroken(lines.iterator());
            }
        } catch (IOException | UncheckedIOException broken) {
            // Cut, whatever its user meant to do next.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        tally.session(new Tally.Session(from, Instant.now(), deploymentId, ticks, whole));
        if (whole) {
            tally.answered(deploymentId);
        } else {
            tally.failed(Instant.now(), "session on " + deploymentId, "cut after " + ticks + " ticks");
        }
    }

    /** Until the user left, every line that came was the next one of this deployment. */
    private boolean unbroken(Iterator<String> lines) {
        while (!left) {
            if (!lines.hasNext()) {
                return left;
            }
            if (!lines.next().equals(deploymentId + " " + (ticks + 1))) {
                return false;
            }
            ticks++;
        }
        return true;
    }
}
