package io.ecsdrain.sidecar;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.localaws.process.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The program as ECS runs it: a process with an environment, stdout, stderr, signals and an exit code. */
final class SidecarProcess implements AutoCloseable {

    /** Generous, for a machine that builds other things meanwhile. */
    static final Duration SOON = Duration.ofSeconds(90);

    private static final Ports PORTS = new Ports();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Process process;
    private final Optional<Path> directory;

    private SidecarProcess(ProcessBuilder builder, Optional<Path> directory) throws IOException {
        port = Integer.parseInt(builder.environment().getOrDefault("DRAIN_PORT", "0"));
        process = builder.start();
        this.directory = directory;
    }

    /** With {@code environment} and nothing else in it; stdout and stderr go to files in {@code directory}. */
    static SidecarProcess start(Path directory, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = builder(environment)
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile());
        return new SidecarProcess(builder, Optional.of(directory));
    }

    /** As {@link #start}, with so many file descriptors at most. */
    static SidecarProcess withOpenFiles(int most, Path directory, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = builder(environment)
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile());
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -n " + most + " && exec \"$@\"", "sh"));
        command.addAll(builder.command());
        return new SidecarProcess(builder.command(command), Optional.of(directory));
    }

    /** With pipes that only the test may read. */
    static SidecarProcess withPipes(Map<String, String> environment) throws IOException {
        return new SidecarProcess(builder(environment), Optional.empty());
    }

    /** Fast, and on a free port. */
    static Map<String, String> environment(URI endpoint) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("DEPLOYMENT_NAME", "app");
        environment.put("DEPLOYMENT_ID", "d1");
        environment.put("TASK_ID", "t1");
        environment.put("DRAIN_PORT", Integer.toString(PORTS.take()));
        environment.put("DRAIN_POLL_SECONDS", "0.1");
        environment.put("DRAIN_GRACE_SECONDS", "0.5");
        environment.put("DRAIN_QUIET_SECONDS", "0");
        environment.put("DRAIN_BUSY_UNKNOWN_SECONDS", "0");
        environment.put("AWS_REGION", "eu-west-1");
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("AWS_ACCESS_KEY_ID", "AKSIDECAR");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        return environment;
    }

    /** As fast as it goes: a read and a report each 10 ms. */
    static Map<String, String> hurried(URI endpoint) throws IOException {
        Map<String, String> environment = environment(endpoint);
        environment.put("DRAIN_POLL_SECONDS", "0.01");
        environment.put("DRAIN_EMIT_SECONDS", "0.01");
        return environment;
    }

    private static ProcessBuilder builder(Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.ecsdrain.sidecar.Main");
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    void awaitState(String state) {
        await().atMost(SOON)
                .failFast("the process ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> state().equals(state));
    }

    void awaitReady() {
        await().atMost(SOON).ignoreExceptions().until(() -> drain().get("shutdown_ready")
                .asBoolean());
    }

    String state() throws Exception {
        return drain().get("state").asText();
    }

    JsonNode drain() throws Exception {
        return MAPPER.readTree(send(request("/drain").build()));
    }

    String get(String path) throws Exception {
        return send(request(path).build());
    }

    void report(int busy) throws Exception {
        send(request("/busy")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"count\":" + busy + "}"))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(SOON);
    }

    private String send(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString()).body();
    }

    void sigterm() {
        process.toHandle().destroy();
    }

    void sigkill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + SOON);
        }
        return process.exitValue();
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    InputStream stdout() {
        return process.getInputStream();
    }

    InputStream stderr() {
        return process.getErrorStream();
    }

    String err() throws IOException {
        return Files.readString(directory.orElseThrow().resolve("stderr"));
    }

    String out() throws IOException {
        return Files.readString(directory.orElseThrow().resolve("stdout"));
    }

    /** Every whole line of stdout; fails if one is not a JSON object. */
    List<JsonNode> lines() throws IOException {
        String text = out();
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(SidecarProcess::parse)
                .toList();
    }

    /** The metric's values so far. */
    List<Integer> values() throws IOException {
        return lines().stream().map(line -> line.get("ShutdownReady").asInt()).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
