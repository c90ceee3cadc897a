package io.ecsdrain.localaws.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A websocket byte by byte: the upgrade as the target and as the client see it, and what follows. */
class WebsocketHandshakeTest extends BehindAListener {

    @Test
    void aWebsocketPassesBothWaysStaysWhileDrainingAndIsCutAtTheEnd() throws Exception {
        try (ServerSocket upgrading = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> echo(upgrading));
            listen(upgrading.getLocalPort());
            try (Socket client = new Socket("127.0.0.1", address.getPort())) {
                client.getOutputStream()
                        .write("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(in.readLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");
                assertThat(headers(in)).contains("Upgrade: websocket");
                backend.prefer(Backend.Preference.NONE);

                client.getOutputStream().write("ping\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(in.readLine()).isEqualTo("ping");
                assertThat(backend.inFlight()).isEqualTo(1);

                backend.cut();
                assertThat(in.readLine()).isNull();
                await().until(() -> backend.inFlight() == 0);
            }
        }
    }

    private static List<String> headers(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    private static void echo(ServerSocket upgrading) {
        try (Socket socket = upgrading.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            boolean upgrade = headers(in).contains("Upgrade: websocket");
            String answer = upgrade
                    ? "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
                    : "HTTP/1.1 400 Bad Request\r\n\r\n";
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException cut) {
            // The end that the test waits for.
            return;
        }
    }
}
