package io.ecsdrain.localaws.loadbalancer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/** One client's connection: request after request, each routed anew, until either side is done. */
final class ClientConnection {

    /** The idle timeout that an Application Load Balancer has by default. */
    static final int IDLE_MILLIS = 60_000;

    private final ListenerServer listener;
    private final Socket socket;
    private final Executor threads;
    private final InputStream in;
    private final OutputStream out;

    ClientConnection(ListenerServer listener, Socket socket, Executor threads) throws IOException {
        this.listener = listener;
        this.socket = socket;
        this.threads = threads;
        socket.setSoTimeout(IDLE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream());
    }

    void serve() throws IOException {
        Optional<ClientRequest> request = next();
        while (request.isPresent() && answer(request.get())) {
            request = next();
        }
    }

    private Optional<ClientRequest> next() throws IOException {
        try {
            return ClientRequest.read(in, (InetSocketAddress) socket.getRemoteSocketAddress());
        } catch (MalformedMessage malformed) {
            OwnAnswer.page(400, "Bad Request").writeTo(out, false, false);
            return Optional.empty();
        }
    }

    /** Whether the connection may go on. */
    private boolean answer(ClientRequest request) throws IOException {
        if (request.expectsContinue()) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        RouteAction action = listener.routes().choose(request.facts());
        if (action instanceof RouteAction.Login login) {
            if (!login.passes(request.facts())) {
                return own(request, OwnAnswer.login(login, request));
            }
            action = login.then();
        } else if (action instanceof RouteAction.Token token) {
            if (!RouteAction.Token.passes(request.facts())) {
                return own(request, OwnAnswer.page(401, "Authorization Required"));
            }
            action = token.then();
        }
        if (action instanceof RouteAction.FixedResponse fixed) {
            return own(request, OwnAnswer.fixed(fixed));
        }
        if (action instanceof RouteAction.Redirect redirect) {
            return own(request, OwnAnswer.redirect(redirect, request, listener.localPort()));
        }
        return forward(request, (RouteAction.Forward) action);
    }

    private boolean forward(ClientRequest request, RouteAction.Forward forward) throws IOException {
        int total = forward.totalWeight();
        Optional<TargetPool> group = total == 0
                ? Optional.empty()
                : Optional.of(forward.drawn(ThreadLocalRandom.current().nextInt(total)));
        Optional<Backend> backend = group.flatMap(TargetPool::next);
        if (backend.isEmpty()) {
            listener.meter().failed(503);
            return own(request, OwnAnswer.page(503, "Service Temporarily Unavailable"));
        }
        listener.meter().routed(group.get());
        if (backend.get().inert()) {
            listener.meter().answered(group.get(), 200, 0);
            return own(request, OwnAnswer.inert(backend.get()));
        }
        return new Forwarding(request, group.get(), backend.get(), listener, new ClientSide(socket, in, out), threads)
                .run();
    }

    private boolean own(ClientRequest request, OwnAnswer answer) throws IOException {
        request.body().open(in).transferTo(OutputStream.nullOutputStream());
        answer.writeTo(out, request.keepAlive(), request.isHead());
        return request.keepAlive();
    }

    /** The streams of a client, buffered once for the life of the connection. */
    record ClientSide(Socket socket, InputStream in, OutputStream out) {}
}
