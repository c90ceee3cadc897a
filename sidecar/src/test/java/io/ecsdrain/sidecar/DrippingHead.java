package io.ecsdrain.sidecar;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A server whose head of an answer never ends, but sends a byte long before the time limit of one read. */
public final class DrippingHead implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
    private final AtomicInteger calls = new AtomicInteger();

    /** @param begin what it sends at once */
    public DrippingHead(String begin) throws IOException {
        daemon(() -> {
                    while (!server.isClosed()) {
                        answer(begin);
                    }
                })
                .start();
    }

    private void answer(String begin) {
        try (Socket socket = server.accept()) {
            calls.incrementAndGet();
            socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
            while (!server.isClosed()) {
                socket.getOutputStream().write('x');
                LockSupport.parkNanos(20_000_000);
            }
        } catch (IOException clientIsGone) {
            // As it should.
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    /** So many calls came. */
    public int calls() {
        return calls.get();
    }

    /** What ends a call in time, as the sidecar has it. */
    public static ScheduledExecutorService timers() {
        return Executors.newSingleThreadScheduledExecutor(DrippingHead::daemon);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
