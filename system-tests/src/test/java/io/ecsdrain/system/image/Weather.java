package io.ecsdrain.system.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ecsdrain.localaws.LocalAws;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * What a container sees of AWS: local-aws behind an address that containers reach, with outages in front of it, and the
 * task metadata endpoint.
 */
final class Weather implements AutoCloseable {

    enum Kind {
        FAIR,
        /** Connections are closed without an answer. */
        DOWN,
        /** Longer than the sidecar waits. */
        SLOW,
        THROTTLING,
        GARBAGE
    }

    private static final String PARAMETER = "/apps/app/d1/state";
    private static final String TASK = "0123456789abcdef0123456789abcdef";
    private static final String METADATA =
            "{\"TaskARN\":\"arn:aws:ecs:eu-west-1:123456789012:task/prod/" + TASK + "\"}";

    volatile Kind kind = Kind.FAIR;
    /** Status of the metadata endpoint; 0 never answers. */
    volatile int metadata = 200;

    final AtomicInteger reads = new AtomicInteger();

    private final LocalAws aws = LocalAws.builder().running().start();
    private final Forwarder upstream = new Forwarder(aws.endpoint());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;
    private final SsmClient ssm = SsmClient.builder()
            .endpointOverride(aws.endpoint())
            .region(Region.EU_WEST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKTEAM", "secret")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();

    Weather() throws IOException {
        server = HttpServer.create(new InetSocketAddress(Engine.gateway(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/metadata/task", this::metadata);
        server.createContext("/", this::ssm);
        server.start();
    }

    /** The environment of a sidecar under it. */
    Map<String, String> environment() {
        String base = "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
        return Map.ofEntries(
                Map.entry("DEPLOYMENT_NAME", "app"),
                Map.entry("DEPLOYMENT_ID", "d1"),
                Map.entry("DRAIN_POLL_SECONDS", "0.05"),
                Map.entry("DRAIN_EMIT_SECONDS", "0.2"),
                Map.entry("DRAIN_GRACE_SECONDS", "1"),
                Map.entry("DRAIN_QUIET_SECONDS", "0"),
                Map.entry("DRAIN_BUSY_UNKNOWN_SECONDS", "0"),
                Map.entry("ECS_CONTAINER_METADATA_URI_V4", base + "/metadata"),
                Map.entry("AWS_REGION", "eu-west-1"),
                Map.entry("AWS_ENDPOINT_URL", base),
                Map.entry("AWS_ACCESS_KEY_ID", "AKSIDECAR"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "secret"));
    }

    void put(String state) {
        ssm.putParameter(request ->
                request.name(PARAMETER).value(state).type(ParameterType.STRING).overwrite(true));
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
        ssm.close();
        aws.close();
    }

    private void ssm(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        reads.incrementAndGet();
        switch (kind) {
            case FAIR -> upstream.forward(exchange, body);
            case DOWN -> exchange.close();
            case SLOW -> {
                await(5);
                exchange.close();
            }
            case THROTTLING ->
                answer(exchange, 400, "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
            case GARBAGE -> answer(exchange, 200, "<html>a proxy's welcome page {{{");
        }
    }

    private void metadata(HttpExchange exchange) throws IOException {
        switch (metadata) {
            case 0 -> {
                await(60);
                exchange.close();
            }
            case 200 -> answer(exchange, 200, METADATA);
            default -> answer(exchange, metadata, "\"V4 task metadata handler: no\"");
        }
    }

    private void await(int seconds) {
        try {
            closing.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
