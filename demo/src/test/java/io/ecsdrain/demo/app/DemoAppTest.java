package io.ecsdrain.demo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.demo.JavaProgram;
import io.ecsdrain.localaws.process.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The app as a process, beside a sidecar that says what it is told. */
class DemoAppTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String AFFINITY = "deployment=release-a; Path=/";

    private final HttpClient http = HttpClient.newHttpClient();
    private FakeSidecar sidecar;
    private JavaProgram app;
    private URI url;

    @BeforeEach
    void open() throws IOException {
        sidecar = new FakeSidecar();
    }

    @AfterEach
    void close() throws Exception {
        app.close();
        sidecar.close();
    }

    private void start(Map<String, String> more) throws IOException {
        int port = new Ports().take();
        Map<String, String> environment = new HashMap<>(more);
        environment.put("PORT", Integer.toString(port));
        environment.put("DEPLOYMENT_ID", "release-a");
        app = new JavaProgram(DemoApp.class, environment);
        url = URI.create("http://127.0.0.1:" + port);
        await().atMost(SOON).ignoreExceptions().until(() -> get("/").statusCode() == 200);
    }

    private void startBesideSidecar() throws IOException {
        start(Map.of("SIDECAR", sidecar.url()));
        await().atMost(SOON).until(() -> !sidecar.reports.isEmpty());
    }

    private HttpResponse<InputStream> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofInputStream());
    }

    private Optional<String> affinity(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = get(path);
        answer.body().close();
        return answer.headers().firstValue("Set-Cookie");
    }

    @Test
    void sessionsAreReportedAsBusyAndTheCountFallsAsTheirUsersLeave() throws Exception {
        startBesideSidecar();
        assertThat(sidecar.lastReport()).isEqualTo("PUT application/json count=0 ttl=5");

        InputStream first = get("/session").body();
        InputStream second = get("/session").body();
        BufferedReader lines = new BufferedReader(new InputStreamReader(first, StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isEqualTo("release-a 1");
        assertThat(lines.readLine()).isEqualTo("release-a 2");
        await().atMost(SOON).until(() -> sidecar.lastReport().contains("count=2 "));

        first.close();
        await().atMost(SOON).until(() -> sidecar.lastReport().contains("count=1 "));
        second.close();
        await().atMost(SOON).until(() -> sidecar.lastReport().contains("count=0 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"draining\n", "stopping"})
    void affinityIsHandedOutUntilTheSidecarSaysItDrains(String word) throws Exception {
        startBesideSidecar();
        assertThat(affinity("/")).contains(AFFINITY);
        assertThat(affinity("/session")).contains(AFFINITY);

        sidecar.says(word);
        await().atMost(SOON).until(() -> affinity("/").isEmpty());
        assertThat(affinity("/session")).isEmpty();
    }

    @Test
    void affinityIsHandedOutAgainAfterARollback() throws Exception {
        sidecar.says("draining");
        startBesideSidecar();
        await().atMost(SOON).until(() -> affinity("/").isEmpty());

        sidecar.says("active");
        await().atMost(SOON).until(() -> affinity("/").equals(Optional.of(AFFINITY)));
    }

    @Test
    void whileTheSidecarDoesNotAnswerItsLastWordStands() throws Exception {
        sidecar.says("draining");
        startBesideSidecar();
        await().atMost(SOON).until(() -> affinity("/").isEmpty());
        sidecar.close();

        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> affinity("/")
                .isEmpty());
    }

    @Test
    void aRefusalIsNoWordEither() throws Exception {
        sidecar.says("draining");
        startBesideSidecar();
        await().atMost(SOON).until(() -> affinity("/").isEmpty());
        sidecar.refuses();

        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> affinity("/")
                .isEmpty());
    }

    @Test
    void withoutASidecarItAnswersAndAlwaysHandsAffinityOut() throws Exception {
        start(Map.of());

        assertThat(new String(get("/").body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("release-a\n");
        assertThat(affinity("/")).contains(AFFINITY);
        assertThat(affinity("/session")).contains(AFFINITY);
        assertThat(sidecar.reports).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: localhost\r\nOrigin: https://evil.example"})
    void aWebPageGetsNoSession(String headers) throws Exception {
        startBesideSidecar();
        try (Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort())) {
            socket.getOutputStream()
                    .write(("GET /session HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                            .readLine())
                    .startsWith("HTTP/1.1 403");
        }
    }
}
