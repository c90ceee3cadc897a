package io.ecsdrain.sidecar.http;

import io.ecsdrain.contract.DeploymentKey;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server that the app asks. */
public final class DrainServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DrainServer.class);

    /** Two selectors, and workers that only ever compute; waiting requests hold none. */
    private static final int MOST_THREADS = 8;

    private static final int LEAST_THREADS = 3;
    private static final int IDLE_THREAD_MILLIS = 30_000;
    /** Above the longest wait of a long poll. */
    private static final int IDLE_CONNECTION_MILLIS = 75_000;

    private static final int HEADER_BYTES = 4096;
    private static final int OUTPUT_BYTES = 4096;
    private static final int SERVER_ERROR = 500;

    private final List<ServerSocketChannel> channels;
    private final QueuedThreadPool threads;
    private final LongPolls longPolls;
    private final Javalin javalin;
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
        longPolls = new LongPolls(timers, threads, source::view);
        routes = new DrainRoutes(deployment, source, longPolls, new Gate(host.map(InetAddress::getHostAddress)));
        javalin = Javalin.create(this::configure);
    }

    public DrainServer start() {
        javalin.start();
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

    /** Requests that wait for news now. */
    int waiting() {
        return longPolls.waiting();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = BusyBody.MOST_BYTES;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(HEADER_BYTES);
            http.setOutputBufferSize(OUTPUT_BYTES);
        });
        channels.forEach(channel -> config.jetty.addConnector((server, http) -> connector(server, http, channel)));
        routes.addTo(config.routes);
        config.routes.exception(Problem.class, (problem, ctx) -> problem.answer(ctx));
        config.routes.exception(
                HttpResponseException.class, (e, ctx) -> Problem.answer(ctx, e.getStatus(), e.getMessage()));
        config.routes.exception(Exception.class, (e, ctx) -> {
            log.error("a request failed: {} {}", ctx.method(), ctx.path(), e);
            Problem.answer(ctx, SERVER_ERROR, "the sidecar failed; its log says more");
        });
    }

    /** One selector and no acceptor thread: a handful of local clients needs no more. */
    private static ServerConnector connector(Server server, HttpConfiguration http, ServerSocketChannel channel) {
        ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
        connector.setIdleTimeout(IDLE_CONNECTION_MILLIS);
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return connector;
    }

    private static InetSocketAddress address(ServerSocketChannel channel) {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
