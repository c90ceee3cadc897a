package io.ecsdrain.localaws.elbv2;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a target how it is, without waiting for the answer. Each time on a connection of its own: "After each health
 * check is completed, the load balancer node closes the connection that was established for the health check" (Health
 * checks for Application Load Balancer target groups).
 */
final class HealthProbe {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)( .*)?");
    private static final int LONGEST_STATUS_LINE = 1024;

    /** How an attempt ended. */
    enum Kind {
        ANSWERED,
        TIMED_OUT,
        NO_CONNECTION
    }

    /** @param status meaningful if answered */
    record Outcome(Kind kind, int status) {}

    private Executor threads;

    /** Never completes exceptionally. The timeout is real time, whatever the world's clock says. */
    CompletableFuture<Outcome> send(String url, Duration timeout) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException nowhere) {
            // A path may hold what no URL does; thrown from a tick it would stop all else that time does.
            return CompletableFuture.completedFuture(new Outcome(Kind.NO_CONNECTION, 0));
        }
        return CompletableFuture.supplyAsync(() -> ask(uri, timeout), threads());
    }

    private static Outcome ask(URI uri, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        try (Socket target = new Socket()) {
            target.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) timeout.toMillis());
            target.getOutputStream().write(request(uri).getBytes(StandardCharsets.ISO_8859_1));
            Matcher status = STATUS.matcher(firstLine(target, end));
            return status.matches()
                    ? new Outcome(Kind.ANSWERED, Integer.parseInt(status.group(1)))
                    : new Outcome(Kind.NO_CONNECTION, 0);
        } catch (SocketTimeoutException late) {
            return new Outcome(Kind.TIMED_OUT, 0);
        } catch (IOException | RuntimeException refusedOrReset) {
            return new Outcome(Kind.NO_CONNECTION, 0);
        }
    }

    private static String request(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return "GET " + path + query + " HTTP/1.1\r\nHost: " + uri.getRawAuthority()
                + "\r\nUser-Agent: ELB-HealthChecker/2.0\r\nConnection: close\r\n\r\n";
    }

    private static String firstLine(Socket target, long end) throws IOException {
        InputStream in = target.getInputStream();
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST_STATUS_LINE) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            target.setSoTimeout((int) left);
            int next = in.read();
            if (next < 0 || next == '\n') {
                break;
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** Made at the first use: a world of inert tasks needs none. */
    private Executor threads() {
        if (threads == null) {
            threads = Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "health-check");
                thread.setDaemon(true);
                return thread;
            });
        }
        return threads;
    }
}
