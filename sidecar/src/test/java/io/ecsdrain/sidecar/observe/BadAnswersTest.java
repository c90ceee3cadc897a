package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.ReadProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Whatever answers in SSM's place, and whatever stands on the way to it. */
// In a thread of its own, for what hangs in a socket hears no interrupt.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadAnswersTest {

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: ";
    private static final String ACTIVE =
            "{\"Parameters\":[{\"Name\":\"/p\",\"Type\":\"String\",\"Value\":\"active\",\"Version\":1,"
                    + "\"LastModifiedDate\":1767225600.0}],\"InvalidParameters\":[\"/f\"]}";

    private final BlockingQueue<String> requestLines = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private Answer answer = out -> {};

    private interface Answer {
        void to(OutputStream out) throws IOException;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {HEAD + "100000\r\n\r\n", "HTTP/1.1 200 OK\r\nX: ", ""})
    void anAnswerThatDripsEndsWithTheWholeCall(String begin) {
        answer = out -> drip(out, begin);

        assertUnreachable(read(AwsAccess.DEFAULT, here(), Duration.ofSeconds(2)));
    }

    /**
     * The thread that ends calls may be held up itself: closing a connection can wait for the thread that reads from
     * it.
     */
    @Test
    void aBodyThatDripsEndsAlthoughTheTimersThreadIsHeldUp() throws Exception {
        answer = out -> drip(out, HEAD + "100000\r\n\r\n{\"Parameters\":[{\"Value\":\"");
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
        CountDownLatch over = new CountDownLatch(1);
        timers.execute(() -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        try (SsmClient client = SsmStateReaderTest.client(here(), AwsAccess.DEFAULT, Duration.ofSeconds(2), timers)) {
            assertUnreachable(new SsmStateReader("/p", "/f", client).read());
        } finally {
            over.countDown();
            timers.shutdown();
        }
    }

    @Test
    void anAnswerLargerThanAnyParameterIsNotReadToItsEnd() {
        answer = out -> {
            out.write((HEAD + "1000000000\r\n\r\n{\"Parameters\":[{\"Value\":\"").getBytes(StandardCharsets.US_ASCII));
            byte[] more = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(more);
            }
        };

        DrainSignal read = read(AwsAccess.DEFAULT, here(), Duration.ofSeconds(60));

        assertUnreachable(read);
        assertThat(((DrainSignal.ReadFailed) read).detail()).contains("more than 65536 bytes");
    }

    @Test
    void aSecureStringIsRefusedByNameWithoutItsCiphertext() {
        DrainSignal read = SsmStateReader.read(
                Parameter.builder()
                        .type(ParameterType.SECURE_STRING)
                        .value("AQICAHg=")
                        .version(1L)
                        .lastModifiedDate(Instant.EPOCH)
                        .build(),
                Optional.empty(),
                Duration.ZERO);

        assertThat(read).isInstanceOfSatisfying(DrainSignal.ReadFailed.class, failed -> {
            assertThat(failed.problem()).isEqualTo(ReadProblem.UNKNOWN_VALUE);
            assertThat(failed.detail())
                    .contains("SecureString", "must be String")
                    .doesNotContain("AQICAHg");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Parameters\":[]}",
                "{\"Parameters\":[],\"InvalidParameters\":[\"/f\"]}",
                "{\"Parameters\":[{\"Name\":\"/p\"}]}",
                "{\"Parameters\":[{\"Value\":\"draining\",\"Version\":1,\"LastModifiedDate\":1}]}",
            })
    void anAnswerThatDoesNotSpeakOfTheParameterIsNone(String body) {
        answer = out -> answer(out, body);

        assertUnreachable(read(AwsAccess.DEFAULT, here(), Duration.ofSeconds(10)));
    }

    @Test
    void aFenceThatIsASecureStringIsNone() {
        Fence fence = new Fence("a".repeat(32), "1@2026-01-01T00:00:00Z", "0".repeat(64));
        String body = ACTIVE.replace(
                "],",
                ",{\"Name\":\"/f\",\"Type\":\"%s\",\"Value\":\"" + fence.json().replace("\"", "\\\"") + "\"}],");
        answer = out -> answer(out, body.formatted("SecureString"));
        assertThat(read(AwsAccess.DEFAULT, here(), Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(
                        DrainSignal.Read.class, read -> assertThat(read.fence()).isEmpty());

        answer = out -> answer(out, body.formatted("String"));
        assertThat(read(AwsAccess.DEFAULT, here(), Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(
                        DrainSignal.Read.class, read -> assertThat(read.fence()).contains(fence));
    }

    private static void answer(OutputStream out, String body) throws IOException {
        out.write((HEAD + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theProxyIsAskedExceptForHostsThatDoNotNeedIt() throws InterruptedException {
        answer = out -> answer(out, ACTIVE);
        URI elsewhere = URI.create("http://ssm.nowhere.invalid");

        DrainSignal through = read(proxied(), elsewhere, Duration.ofSeconds(10));
        assertThat(through).isInstanceOfSatisfying(DrainSignal.Read.class, read -> assertThat(read.state())
                .isEqualTo(DeploymentState.ACTIVE));
        assertThat(requestLines.take()).startsWith("POST http://ssm.nowhere.invalid");

        assertUnreachable(read(proxied("nowhere.invalid"), elsewhere, Duration.ofSeconds(10)));
        assertThat(requestLines).isEmpty();
    }

    private AwsAccess proxied(String... without) {
        HttpProxy proxy = new HttpProxy(here(), List.of(without));
        return new AwsAccess(Optional.empty(), Optional.empty(), Optional.of(proxy), Optional.empty());
    }

    private URI here() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private static DrainSignal read(AwsAccess access, URI endpoint, Duration call) {
        try (SsmClient client = SsmStateReaderTest.client(endpoint, access, call)) {
            return new SsmStateReader("/p", "/f", client).read();
        }
    }

    private static void assertUnreachable(DrainSignal read) {
        assertThat(read).isInstanceOfSatisfying(DrainSignal.ReadFailed.class, failed -> assertThat(failed.problem())
                .isEqualTo(ReadProblem.UNREACHABLE));
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                byte[] request = new byte[8192];
                int read = socket.getInputStream().read(request);
                requestLines.add(new String(request, 0, Math.max(0, read), StandardCharsets.US_ASCII)
                        .lines()
                        .findFirst()
                        .orElse(""));
                answer.to(socket.getOutputStream());
            } catch (IOException clientIsGone) {
                // The next one may come.
            }
        }
    }

    private static void drip(OutputStream out, String begin) throws IOException {
        out.write(begin.getBytes(StandardCharsets.US_ASCII));
        while (true) {
            out.write('x');
            out.flush();
            pause();
        }
    }

    /** Shorter than any time limit for one read. */
    private static void pause() throws IOException {
        try {
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
