package io.ecsdrain.localaws.elbv2;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks a target how it is, without waiting for the answer. */
final class HealthProbe {

    /** How an attempt ended. */
    enum Kind {
        ANSWERED,
        TIMED_OUT,
        NO_CONNECTION
    }

    /** @param status meaningful if answered */
    record Outcome(Kind kind, int status) {}

    private HttpClient client;

    /** Never completes exceptionally. The timeout is real time, whatever the world's clock says. */
    CompletableFuture<Outcome> send(String url, Duration timeout) {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(timeout)
                    .header("User-Agent", "ELB-HealthChecker/2.0")
                    .build();
        } catch (IllegalArgumentException nowhere) {
            // A path may hold what no URL does; thrown from a tick it would stop all else that time does.
            return CompletableFuture.completedFuture(new Outcome(Kind.NO_CONNECTION, 0));
        }
        return client().sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((answer, failure) -> failure == null
                        ? new Outcome(Kind.ANSWERED, answer.statusCode())
                        : new Outcome(timedOut(failure) ? Kind.TIMED_OUT : Kind.NO_CONNECTION, 0));
    }

    private static boolean timedOut(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof HttpTimeoutException;
    }

    /** Made at the first use: a world of inert tasks needs none. */
    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }
}
