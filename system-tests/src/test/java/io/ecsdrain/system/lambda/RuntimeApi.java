package io.ecsdrain.system.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's Runtime API on loopback, version 2018-06-01: hands one invocation after another to the runtime that asks,
 * and takes what it answers.
 */
final class RuntimeApi implements AutoCloseable {

    private static final String PATH = "/2018-06-01/runtime/";
    private static final long PATIENCE_SECONDS = 90;

    /** @param deadline what the runtime is told as the end of the function's time */
    private record Invocation(String id, String event, Instant deadline) {}

    /**
     * What came of an invocation, or of the start.
     *
     * @param kind {@code response}, {@code error}, {@code init/error}, or {@code too late}: AWS would have ended the
     *     function before
     */
    record Answer(String kind, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Invocation> invocations = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final CountDownLatch restored = new CountDownLatch(1);
    private final CountDownLatch ready = new CountDownLatch(1);
    private int count;
    private volatile Instant deadline = Instant.MAX;

    RuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(PATH, this::answer);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits until the function is loaded and would be frozen into a snapshot. */
    void awaitSnapshot() throws InterruptedException {
        require(restored.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "the runtime never got ready for its snapshot");
    }

    /** Waits until the runtime asks for work. */
    void awaitReady() throws InterruptedException {
        require(ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "the runtime never asked for an invocation");
    }

    Answer invoke(String event, Duration time) throws InterruptedException {
        begin(event, time);
        return answer();
    }

    /** Without waiting for what comes of it. */
    void begin(String event, Duration time) {
        deadline = Instant.now().plus(time);
        invocations.add(new Invocation("request-" + ++count, event, deadline));
    }

    Answer answer() throws InterruptedException {
        Answer answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        require(answer != null, "the runtime never answered");
        return answer;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(PATH.length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.equals("invocation/next")) {
            ready.countDown();
            next(exchange);
        } else if (path.equals("restore/next")) {
            restored.countDown();
            send(exchange, 200, "");
        } else {
            boolean late = Instant.now().isAfter(deadline);
            answers.add(new Answer(late ? "too late" : path.replaceFirst("invocation/[^/]+/", ""), body));
            send(exchange, 202, "{\"status\":\"OK\"}");
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        try {
            Invocation invocation = invocations.take();
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", invocation.id());
            exchange.getResponseHeaders()
                    .set(
                            "Lambda-Runtime-Deadline-Ms",
                            Long.toString(invocation.deadline().toEpochMilli()));
            exchange.getResponseHeaders()
                    .set(
                            "Lambda-Runtime-Invoked-Function-Arn",
                            "arn:aws:lambda:eu-west-1:123456789012:function:reaper");
            send(exchange, 200, invocation.event());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        // The client's native part crashes the process on an answer without a type; AWS's always have one.
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
