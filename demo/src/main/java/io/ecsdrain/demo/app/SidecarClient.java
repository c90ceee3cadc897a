package io.ecsdrain.demo.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What an app does with its sidecar: report live sessions, ask whether it drains. */
final class SidecarClient {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI url;
    private final AtomicInteger sessions = new AtomicInteger();
    private volatile boolean draining;

    SidecarClient(URI url) {
        this.url = url;
    }

    void sessionBegins() {
        sessions.incrementAndGet();
    }

    void sessionEnds() {
        sessions.decrementAndGet();
    }

    boolean draining() {
        return draining;
    }

    /** One round; a sidecar that does not answer yet is asked again in the next. */
    void exchange() {
        try {
            String report = "{\"count\":" + sessions.get() + ",\"ttl_seconds\":5}";
            http.send(
                    HttpRequest.newBuilder(url.resolve("/busy"))
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofString(report))
                            .build(),
                    BodyHandlers.discarding());
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(url.resolve("/drain"))
                            .timeout(PATIENCE)
                            .header("Accept", "text/plain")
                            .build(),
                    BodyHandlers.ofString());
            // What is no answer to the question leaves the last word standing, as the sidecar's own contract has it.
            if (answer.statusCode() == 200) {
                String word = answer.body().strip();
                draining = word.equals("draining") || word.equals("stopping");
            }
        } catch (IOException notThere) {
            // Asked again in the next round.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
