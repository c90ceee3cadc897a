package io.ecsdrain.localaws.loadbalancer;

import io.ecsdrain.localaws.loadbalancer.ClientConnection.ClientSide;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A websocket after its handshake: bytes both ways until either side closes. It stays with its target whatever the
 * rules say later; only the end of the deregistration delay cuts it. There is no idle timeout.
 */
final class Tunnel {

    private final ClientSide client;
    private final Socket target;
    private final InputStream fromTarget;

    Tunnel(ClientSide client, Socket target, InputStream fromTarget) {
        this.client = client;
        this.target = target;
        this.fromTarget = fromTarget;
    }

    /** Returns when the websocket is over. */
    void run(Executor threads) throws IOException {
        client.socket().setSoTimeout(0);
        target.setSoTimeout(0);
        OutputStream toTarget = target.getOutputStream();
        threads.execute(() -> pump(client.in(), toTarget));
        pump(fromTarget, client.out());
    }

    private void pump(InputStream in, OutputStream out) {
        try {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException cut) {
            // Both ends are closed below, which is how the other direction learns of it.
        } finally {
            closeBoth();
        }
    }

    private void closeBoth() {
        for (Socket side : List.of(client.socket(), target)) {
            try {
                side.close();
            } catch (IOException cannotCloseTwice) {
                continue;
            }
        }
    }
}
