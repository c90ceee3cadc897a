package io.ecsdrain.system.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.process.Ports;
import io.ecsdrain.system.needs.Need;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Each example whose interpreter is on the machine, beside a sidecar that polls an embedded AWS. */
class ExamplesTest {

    private static final Path FOLDER =
            Path.of("..", "examples").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final LocalAws aws = LocalAws.builder().running().start();
    private final AwsClients team = AwsClients.forTest(aws.endpoint(), "AKTEAM");
    private final List<Process> processes = new ArrayList<>();
    private Process sidecar;
    private int port;

    @BeforeEach
    void sidecar() throws IOException {
        port = new Ports().take();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.ecsdrain.sidecar.Main");
        builder.environment()
                .putAll(Map.of(
                        "DEPLOYMENT_NAME", "app",
                        "DEPLOYMENT_ID", "d1",
                        "TASK_ID", "t1",
                        "DRAIN_PORT", Integer.toString(port),
                        "DRAIN_POLL_SECONDS", "0.1",
                        "AWS_REGION", "eu-west-1",
                        "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", "AKSIDECAR",
                        "AWS_SECRET_ACCESS_KEY", "secret"));
        sidecar = builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("sidecar").toFile())
                .start();
        processes.add(sidecar);
        put("active");
        await().atMost(PATIENCE).ignoreExceptions().until(() -> drain().contains("\"active\""));
    }

    @AfterEach
    void end() {
        processes.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        team.close();
        aws.close();
    }

    @TestFactory
    Stream<DynamicTest> stopsMintingWhenTheTaskDrainsMintsAgainAfterARollbackAndReportsSessions() {
        Map<String, Optional<List<String>>> examples = Map.of(
                "drain.sh", on("busybox").map(shell -> List.of(shell, "sh", "drain.sh")),
                "drain.py", on("python3").map(python -> List.of(python, "drain.py")),
                "drain.mjs", on("node").map(node -> List.of(node, "drain.mjs")),
                "Drain.java", on("java").map(java -> List.of(java, "Drain.java")),
                "drain.go", on("go").map(go -> List.of(go, "run", "drain.go")));
        return examples.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(example -> {
                    if (example.getValue().isEmpty()) {
                        System.out.println("left out: " + example.getKey() + " (no interpreter on the PATH)");
                    }
                    return example.getValue().isPresent();
                })
                .map(example -> DynamicTest.dynamicTest(
                        example.getKey(),
                        () -> drains(example.getKey(), example.getValue().orElseThrow())));
    }

    @Test
    void isShortAndThereForFiveLanguages() throws IOException {
        for (String file : List.of("drain.sh", "drain.py", "drain.mjs", "Drain.java", "drain.go")) {
            assertThat(Files.readAllLines(FOLDER.resolve(file))).as(file).hasSizeLessThan(60);
            assertThat(Files.readString(FOLDER.resolve("README.md"))).contains(file);
        }
    }

    private void drains(String name, List<String> command) throws Exception {
        put("active");
        Path said = directory.resolve(name + ".out");
        Path sessions = Files.writeString(directory.resolve("sessions"), "3");
        ProcessBuilder builder = new ProcessBuilder(command).directory(FOLDER.toFile());
        builder.environment()
                .putAll(Map.of(
                        "DRAIN_URL",
                        "http://localhost:" + port,
                        "DEPLOYMENT_ID",
                        "d1",
                        "SESSIONS",
                        "3",
                        "SESSIONS_FILE",
                        sessions.toString()));
        Process app =
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        processes.add(app);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(said).content().startsWith("affinity d1"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(drain()).contains("\"busy\":3"));
        put("draining");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(said).content().contains("affinity none"));
        put("active");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Files.readAllLines(said))
                .containsExactly("affinity d1", "affinity none", "affinity d1"));

        app.descendants().forEach(ProcessHandle::destroyForcibly);
        app.destroyForcibly();
        forget(name);
    }

    /** So that the next example's report is the only one. */
    private void forget(String name) throws Exception {
        String reporter = Map.of(
                        "drain.sh",
                        "shell",
                        "drain.py",
                        "python",
                        "drain.mjs",
                        "node",
                        "Drain.java",
                        "java",
                        "drain.go",
                        "go")
                .get(name);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/busy/" + reporter))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"count\":0}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private String drain() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/drain"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private void put(String state) {
        team.ssm().putParameter(request -> request.name("/apps/app/d1/state")
                .value(state)
                .type(ParameterType.STRING)
                .overwrite(true));
    }

    private static Optional<String> on(String program) {
        return Need.onPath(program).map(File::getPath).findFirst();
    }
}
