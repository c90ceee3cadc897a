package io.ecsdrain.localaws.wire;

import io.ecsdrain.localaws.links.HttpRoutes;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.ConnectionStatistics;
import org.eclipse.jetty.server.Connector;

/** The HTTP side: one port on loopback for all services, and for the plain paths of {@link HttpRoutes}. */
public final class AwsServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final long MAX_REQUEST_BYTES = 16L << 20;

    private final Dispatcher dispatcher;
    private final List<HttpRoutes> routes;
    private final Javalin javalin;
    private final ConnectionStatistics connections = new ConnectionStatistics();

    public AwsServer(Dispatcher dispatcher, List<HttpRoutes> routes) {
        this.dispatcher = dispatcher;
        this.routes = List.copyOf(routes);
        this.javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.maxRequestSize = MAX_REQUEST_BYTES;
            config.routes.get("/*", this::handle);
            config.routes.post("/*", this::handle);
            config.routes.put("/*", this::handle);
        });
    }

    /**
     * @param port 0 for any free one
     * @throws UncheckedIOException if it is taken or not allowed; the message names it
     */
    public int start(int port) {
        bindOnce(port);
        javalin.start(HOST, port);
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            connector.addEventListener(connections);
        }
        return javalin.port();
    }

    /** Javalin logs a port that it cannot bind as an error of its own, beside the exception. */
    private static void bindOnce(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(HOST, port));
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    "cannot listen on " + HOST + ":" + port + ": " + refused.getMessage(), refused);
        }
    }

    /** How many connections clients have opened so far. */
    public long connections() {
        return connections.getConnectionsTotal();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private void handle(Context http) {
        Wire.Request request = request(http);
        Optional<AwsError> refusal = BrowserGuard.refusal(request);
        if (refusal.isPresent()) {
            http.status(refusal.get().httpStatus()).result(refusal.get().getMessage());
        } else if (!plainPath(http)) {
            Optional<Wire.Reply> reply = dispatcher.answer(request);
            if (reply.isPresent()) {
                http.status(reply.get().status());
                // In the place of the server's own, which knows no stepped time.
                http.header("Date", dispatcher.date());
                reply.get().headers().forEach(http::header);
                http.result(reply.get().body());
            } else {
                hangUp(http);
            }
        }
    }

    private boolean plainPath(Context http) {
        for (HttpRoutes each : routes) {
            Optional<HttpRoutes.HttpReply> reply = each.handle(http.method().name(), http.path(), http.body());
            if (reply.isPresent()) {
                http.status(reply.get().status())
                        .contentType(reply.get().contentType())
                        .result(reply.get().body().getBytes(StandardCharsets.UTF_8));
                return true;
            }
        }
        return false;
    }

    private static Wire.Request request(Context http) {
        Map<String, String> headers = http.headerMap().entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (a, b) -> a));
        return new Wire.Request(http.method().name(), http.path(), headers, body(http, headers));
    }

    /** SDKs compress large PutMetricData requests. */
    private static byte[] body(Context http, Map<String, String> headers) {
        byte[] raw = http.bodyAsBytes();
        if (!"gzip".equals(headers.get("content-encoding"))) {
            return raw;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hangUp(Context http) {
        ServletContextRequest.getServletContextRequest(http.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}
