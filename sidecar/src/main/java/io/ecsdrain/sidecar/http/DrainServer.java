package io.ecsdrain.sidecar.http;

import io.ecsdrain.contract.DeploymentKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server that the app asks: {@link GuardHandler} around the routes that Javalin serves, as a servlet without
 * sessions. The server is our own, not Javalin's, which watches its load each second and brings WebSocket, sessions and
 * a pool of 250 threads.
 */
public final class DrainServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DrainServer.class);

    /** Two selectors, which answer, and two more for long polls that end; nothing that runs here ever waits. */
    private static final int MOST_THREADS = 4;

    private static final int LEAST_THREADS = 3;
    private static final int IDLE_THREAD_MILLIS = 30_000;
    /** Above the longest wait of a long poll. */
    private static final int IDLE_CONNECTION_MILLIS = 75_000;

    private final List<ServerSocketChannel> channels;
    private final QueuedThreadPool threads;
    private final LongPolls longPolls;
    private final ConnectionLimiter limiter;
    private final Server server;
    private final DrainRoutes routes;

    /**
     * Listens at once, and answers from {@link #start} on.
     *
     * @param host address to listen on; empty for both loopback addresses
     * @param port 0 for any free one
     * @param timers runs short tasks for waiting clients; not closed here
     * @throws IOException if the port is taken, or the address is none of this machine
     */
    public DrainServer(
            Optional<InetAddress> host,
            int port,
            DeploymentKey deployment,
            DrainSource source,
            ScheduledExecutorService timers)
            throws IOException {
        channels = Loopback.open(host, port);
        threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS, IDLE_THREAD_MILLIS);
        threads.setName("http");
        threads.setReservedThreads(0);
        int connections = ConnectionLimiter.most(OpenFiles.left());
        if (connections < ConnectionLimiter.MOST) {
            log.warn(
                    "file descriptors (ulimit -n) suffice for {} connections, not {}",
                    connections,
                    ConnectionLimiter.MOST);
        }
        limiter = new ConnectionLimiter(connections);
        // The other half is for clients that ask without waiting.
        longPolls = new LongPolls(connections / 2, timers, threads, source::view);
        routes = new DrainRoutes(deployment, source, longPolls, limiter);
        server = new Server(threads, new ScheduledExecutorScheduler(timers), null);
        server.setHandler(new GuardHandler(new RequestGuard(host), servlet()));
        server.setErrorHandler(new ProblemErrors());
        server.setDefaultHandler(null);
        channels.forEach(channel -> server.addConnector(connector(channel)));
    }

    public DrainServer start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not start", e);
        }
        return this;
    }

    /** To be called after every change of the state; wakes the long polls that it concerns. */
    public void changed() {
        longPolls.changed();
    }

    /** Where it listens, the IPv4 loopback address first. */
    public List<InetSocketAddress> addresses() {
        return channels.stream().map(DrainServer::address).toList();
    }

    public int port() {
        return addresses().get(0).getPort();
    }

    /** When an app last asked for the state or reported sessions, on {@link System#nanoTime}'s scale. */
    public long lastAskedNanos() {
        return routes.lastAskedNanos();
    }

    /** Requests that wait for news now. */
    int waiting() {
        return longPolls.waiting();
    }

    /** Open connections now. */
    int connections() {
        return limiter.size();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("the HTTP server does not stop", e);
        }
    }

    private ServletContextHandler servlet() {
        ServletContextHandler context =
                new ServletContextHandler(ServletContextHandler.NO_SESSIONS | ServletContextHandler.NO_SECURITY);
        context.addServlet(new ServletHolder(routes.servlet()), "/*");
        return context;
    }

    /** One selector and no acceptor thread: a handful of local clients needs no more. */
    private ServerConnector connector(ServerSocketChannel channel) {
        ServerConnector connector = new ServerConnector(server, 0, 1, new LeanConnections());
        connector.setIdleTimeout(IDLE_CONNECTION_MILLIS);
        connector.addBean(limiter);
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    private static InetSocketAddress address(ServerSocketChannel channel) {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
