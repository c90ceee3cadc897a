package io.ecsdrain.localaws.loadbalancer;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The listeners that stand on loopback, by ARN, and the threads that serve them. */
public final class DataPlane implements AutoCloseable {

    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    private final Traffic traffic = new Traffic();
    private final Map<String, ListenerServer> servers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "local-aws-alb");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Listens for a listener, at its own port if that is unprivileged and free, else at any.
     *
     * @param loadBalancer its name as a metric's dimension has it, {@code app/name/id}
     * @param port the port that the listener says it has; targets see it as {@code X-Forwarded-Port}
     */
    public void open(String listenerArn, String loadBalancer, int port, RouteTable routes) throws IOException {
        TrafficMeter meter = new TrafficMeter(traffic, loadBalancer);
        ListenerServer server = new ListenerServer(bind(port), port, routes, meter, threads);
        servers.put(listenerArn, server);
        threads.execute(server);
    }

    /** Exchanges what new requests are routed by. */
    public void route(String listenerArn, RouteTable routes) {
        servers.get(listenerArn).route(routes);
    }

    public void close(String listenerArn) {
        ListenerServer server = servers.remove(listenerArn);
        if (server != null) {
            server.close();
        }
    }

    /** Where a listener really listens. */
    public Optional<URI> address(String listenerArn) {
        return Optional.ofNullable(servers.get(listenerArn)).map(s -> URI.create("http://127.0.0.1:" + s.localPort()));
    }

    /** What all listeners were asked and answered. */
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void close() {
        servers.keySet().forEach(this::close);
        threads.shutdownNow();
    }

    private static ServerSocket bind(int port) throws IOException {
        if (port >= FIRST_UNPRIVILEGED_PORT) {
            try {
                return bound(port);
            } catch (BindException taken) {
                return bound(0);
            }
        }
        return bound(0);
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 256);
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }
}
