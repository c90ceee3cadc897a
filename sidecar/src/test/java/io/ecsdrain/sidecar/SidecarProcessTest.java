package io.ecsdrain.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.localaws.LocalAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The program as ECS runs it: a process with an environment, stdout, stderr, signals and an exit code. */
class SidecarProcessTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;

    @AfterEach
    void kill() {
        process.destroyForcibly();
    }

    @Test
    void wrongConfigurationExitsWithTwoAndNamesEveryProblem() throws Exception {
        launch(Map.of("DEPLOYMENT_NAME", "My App", "DRAIN_GRACE_SECONDS", "soon", "DRAIN_PORT", "0"));

        assertThat(exitCode()).isEqualTo(2);
        assertThat(Files.readString(err()))
                .contains("DEPLOYMENT_NAME", "DEPLOYMENT_ID is required", "DRAIN_GRACE_SECONDS", "DRAIN_PORT");
        assertThat(out()).isEmptyFile();
    }

    @Test
    void aHostThatDoesNotExistIsWrongConfiguration() throws Exception {
        launch(Map.of("DEPLOYMENT_NAME", "app", "DEPLOYMENT_ID", "d1", "DRAIN_HOST", "no-such-host.invalid"));

        assertThat(exitCode()).isEqualTo(2);
        assertThat(Files.readString(err())).contains("DRAIN_HOST", "no-such-host.invalid");
    }

    @Test
    void aTakenPortExitsWithOneAndNamesIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            launch(environment("http://127.0.0.1:1", taken.getLocalPort()));

            assertThat(exitCode()).isEqualTo(1);
            assertThat(Files.readString(err())).contains("127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void drainsBecomesReadyAndOnSigtermTellsItWritesALastLineAndExitsWithZero() throws Exception {
        try (LocalAws aws = LocalAws.builder().start();
                SsmClient ssm = client(aws.endpoint())) {
            put(ssm, "active");
            int port = freePort();
            launch(environment(aws.endpoint().toString(), port));
            await().atMost(SOON).ignoreExceptions().until(() -> state(port).equals("active"));

            put(ssm, "draining");
            await().atMost(SOON).until(() -> drain(port).get("shutdown_ready").asBoolean());
            await().atMost(SOON).until(() -> lines().stream()
                    .anyMatch(line -> line.get("ShutdownReady").asInt() == 1));
            process.toHandle().destroy();
            await().atMost(SOON).until(() -> state(port).equals("stopping"));
            assertThat(drain(port).get("draining").asBoolean()).isTrue();
            assertThat(drain(port).get("shutdown_ready").asBoolean()).isTrue();

            assertThat(exitCode()).isZero();
            List<JsonNode> lines = lines();
            assertThat(lines.get(0).get("ShutdownReady").asInt()).isZero();
            assertThat(lines.get(lines.size() - 1).get("ShutdownReady").asInt()).isEqualTo(1);
            assertThat(lines).allMatch(line -> line.get("task_id").asText().equals("t1"));
        }
    }

    @Test
    void answersAndEmitsWithoutAwsAndEndsInTime() throws Exception {
        int port = freePort();
        launch(environment("http://127.0.0.1:1", port));
        await().atMost(SOON).ignoreExceptions().until(() -> state(port).equals("unknown"));
        await().atMost(SOON).until(() -> lines().size() > 2);

        process.toHandle().destroy();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(lines()).allMatch(line -> line.get("ShutdownReady").asInt() == 0);
    }

    @Test
    void listensOnIpv4AloneWhereThereIsNoIpv6() throws Exception {
        int port = freePort();
        Map<String, String> environment = environment("http://127.0.0.1:1", port);
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.net.preferIPv4Stack=true");
        launch(environment);

        await().atMost(SOON).ignoreExceptions().until(() -> state(port).equals("unknown"));
    }

    private static Map<String, String> environment(String endpoint, int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("DEPLOYMENT_NAME", "app");
        environment.put("DEPLOYMENT_ID", "d1");
        environment.put("TASK_ID", "t1");
        environment.put("DRAIN_PORT", Integer.toString(port));
        environment.put("DRAIN_POLL_SECONDS", "0.1");
        environment.put("DRAIN_GRACE_SECONDS", "0.5");
        environment.put("AWS_REGION", "eu-west-1");
        environment.put("AWS_ENDPOINT_URL", endpoint);
        environment.put("AWS_ACCESS_KEY_ID", "AKSIDECAR");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        return environment;
    }

    /** With this environment and nothing else of ours in it. */
    private void launch(Map<String, String> environment) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.ecsdrain.sidecar.Main");
        builder.environment().clear();
        builder.environment().putAll(environment);
        process = builder.redirectOutput(out().toFile())
                .redirectError(err().toFile())
                .start();
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Path out() {
        return directory.resolve("stdout");
    }

    private Path err() {
        return directory.resolve("stderr");
    }

    /** Every whole line of stdout; fails if one is not a JSON object. */
    private List<JsonNode> lines() throws IOException {
        String text = Files.readString(out());
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(SidecarProcessTest::parse)
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }

    private String state(int port) throws Exception {
        return drain(port).get("state").asText();
    }

    private JsonNode drain(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/drain"))
                .build();
        return MAPPER.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static void put(SsmClient ssm, String value) {
        ssm.putParameter(request -> request.name("/apps/app/d1/state")
                .value(value)
                .type(ParameterType.STRING)
                .overwrite(true));
    }

    private static SsmClient client(URI endpoint) {
        return SsmClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKTEST", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
