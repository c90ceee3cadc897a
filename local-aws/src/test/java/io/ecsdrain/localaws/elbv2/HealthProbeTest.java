package io.ecsdrain.localaws.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.elbv2.HealthProbe.Kind;
import io.ecsdrain.localaws.elbv2.HealthProbe.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HealthProbeTest {

    private final HealthProbe probe = new HealthProbe();
    private ServerSocket target;

    @BeforeEach
    void listen() throws IOException {
        target = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        target.close();
    }

    private CompletableFuture<Outcome> send(Duration timeout) {
        return probe.send("http://127.0.0.1:" + target.getLocalPort() + "/health?a=b", timeout);
    }

    /** Though the target would keep it. */
    @Test
    void theConnectionOfACheckEndsWithIt() throws Exception {
        CompletableFuture<Outcome> outcome = send(Duration.ofSeconds(30));
        try (Socket socket = target.accept()) {
            InputStream in = socket.getInputStream();
            byte[] head = new byte[4096];
            String request = new String(head, 0, in.read(head), StandardCharsets.US_ASCII);
            assertThat(request)
                    .startsWith("GET /health?a=b HTTP/1.1\r\n")
                    .contains("User-Agent: ELB-HealthChecker/2.0");
            socket.getOutputStream()
                    .write("HTTP/1.1 204 No Content\r\nConnection: keep-alive\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(outcome.get()).isEqualTo(new Outcome(Kind.ANSWERED, 204));
            assertThat(in.read()).as("the end of the connection").isNegative();
        }
    }

    @Test
    void whatAnswersTooLateOrNotAtAllIsToldApart() throws Exception {
        assertThat(send(Duration.ofMillis(100)).get().kind()).isEqualTo(Kind.TIMED_OUT);

        CompletableFuture<Outcome> noHttp = send(Duration.ofSeconds(30));
        target.accept().close();
        try (Socket socket = target.accept()) {
            socket.getOutputStream().write("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(noHttp.get().kind()).isEqualTo(Kind.NO_CONNECTION);
        }
        int port = target.getLocalPort();
        target.close();
        assertThat(probe.send("http://127.0.0.1:" + port + "/", Duration.ofSeconds(30))
                        .get()
                        .kind())
                .isEqualTo(Kind.NO_CONNECTION);
        assertThat(probe.send("http://127.0.0.1:1/a b", Duration.ofSeconds(30))
                        .get()
                        .kind())
                .isEqualTo(Kind.NO_CONNECTION);
    }
}
