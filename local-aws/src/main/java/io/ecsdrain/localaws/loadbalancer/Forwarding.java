package io.ecsdrain.localaws.loadbalancer;

import io.ecsdrain.localaws.loadbalancer.ClientConnection.ClientSide;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request on its way to a target and its answer on the way back, both streamed. Each request has a target
 * connection of its own: one kept open could be closed by the target just as it is used again, which would be a 502 of
 * our making.
 */
final class Forwarding {

    private static final int CONNECT_MILLIS = 10_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final Set<String> OF_ONE_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "http2-settings",
            "te",
            "trailer",
            "upgrade",
            "transfer-encoding",
            "expect");

    private final ClientRequest request;
    private final TargetPool group;
    private final Backend backend;
    private final ListenerServer listener;
    private final ClientSide client;
    private final Executor threads;

    Forwarding(
            ClientRequest request,
            TargetPool group,
            Backend backend,
            ListenerServer listener,
            ClientSide client,
            Executor threads) {
        this.request = request;
        this.group = group;
        this.backend = backend;
        this.listener = listener;
        this.client = client;
        this.threads = threads;
    }

    /** Whether the client's connection may go on. */
    boolean run() throws IOException {
        try (Socket target = new Socket()) {
            backend.begin(target);
            try {
                return exchange(target);
            } finally {
                backend.end(target);
            }
        }
    }

    private boolean exchange(Socket target) throws IOException {
        InputStream fromTarget;
        HttpHead answer;
        Body body;
        try {
            connect(target);
            fromTarget = new BufferedInputStream(target.getInputStream());
            send(target);
            long sent = System.nanoTime();
            answer = finalAnswer(fromTarget);
            listener.meter().answered(group, status(answer), (System.nanoTime() - sent) / 1e9);
            body = Body.ofResponse(answer, status(answer), request.isHead());
        } catch (SocketTimeoutException silent) {
            return fail(504, "Gateway Time-out");
        } catch (IOException refusedOrReset) {
            return fail(502, "Bad Gateway");
        }
        if (status(answer) == 101) {
            answer.writeTo(client.out());
            client.out().flush();
            new Tunnel(client, target, fromTarget).run(threads);
            return false;
        }
        return relay(answer, body, fromTarget);
    }

    private void connect(Socket target) throws IOException {
        try {
            target.connect(new InetSocketAddress(backend.host(), backend.port()), CONNECT_MILLIS);
        } catch (IOException refusedOrSilent) {
            listener.meter().notConnected(group);
            throw refusedOrSilent;
        }
        target.setSoTimeout(ClientConnection.IDLE_MILLIS);
        target.setTcpNoDelay(true);
    }

    private void send(Socket target) throws IOException {
        OutputStream out = new BufferedOutputStream(target.getOutputStream());
        boolean chunked = request.body().framing() == Body.Framing.CHUNKED;
        String path = RequestFacts.originForm(request.target());
        new HttpHead(request.method() + " " + path + " HTTP/1.1", forwarded(chunked)).writeTo(out);
        out.flush();
        if (!request.upgrades()) {
            Body.copy(request.body().open(client.in()), out, chunked);
        }
    }

    private List<HttpHead.Header> forwarded(boolean chunked) {
        Set<String> replaced = new java.util.HashSet<>(OF_ONE_HOP);
        replaced.addAll(Set.of("x-forwarded-for", "x-forwarded-proto", "x-forwarded-port"));
        List<HttpHead.Header> headers = new ArrayList<>(request.head().headersWithout(replaced));
        List<String> hops =
                new ArrayList<>(request.head().values("X-Forwarded-For").toList());
        hops.add(request.client().getAddress().getHostAddress());
        headers.add(new HttpHead.Header("X-Forwarded-For", String.join(", ", hops)));
        headers.add(new HttpHead.Header("X-Forwarded-Proto", "http"));
        headers.add(new HttpHead.Header("X-Forwarded-Port", String.valueOf(listener.nominalPort())));
        if (request.upgrades()) {
            headers.add(new HttpHead.Header("Connection", "Upgrade"));
            headers.add(new HttpHead.Header("Upgrade", "websocket"));
        } else {
            headers.add(new HttpHead.Header("Connection", "close"));
        }
        if (chunked) {
            headers.add(new HttpHead.Header("Transfer-Encoding", "chunked"));
        }
        return headers;
    }

    /** Interim answers such as 103 are not passed on. */
    private static HttpHead finalAnswer(InputStream in) throws IOException {
        HttpHead head = HttpHead.read(in);
        while (head != null && status(head) < 200 && status(head) != 101) {
            head = HttpHead.read(in);
        }
        if (head == null) {
            throw new MalformedMessage("the target closed without a word");
        }
        return head;
    }

    private static int status(HttpHead head) throws MalformedMessage {
        Matcher status = STATUS.matcher(head.startLine());
        if (!status.matches()) {
            throw new MalformedMessage("not a status line: " + head.startLine());
        }
        return Integer.parseInt(status.group(1));
    }

    private boolean relay(HttpHead answer, Body body, InputStream fromTarget) throws IOException {
        boolean chunked = request.http11()
                && (body.framing() == Body.Framing.CHUNKED || body.framing() == Body.Framing.UNTIL_CLOSE);
        boolean delimited = chunked || body.framing() == Body.Framing.LENGTH || body.framing() == Body.Framing.NONE;
        boolean keepAlive = request.keepAlive() && delimited && !request.upgrades();
        List<HttpHead.Header> headers = new ArrayList<>(answer.headersWithout(OF_ONE_HOP));
        headers.add(new HttpHead.Header("Connection", keepAlive ? "keep-alive" : "close"));
        if (chunked) {
            headers.add(new HttpHead.Header("Transfer-Encoding", "chunked"));
        }
        new HttpHead(answer.startLine().replaceFirst("^HTTP/1\\.0", "HTTP/1.1"), headers).writeTo(client.out());
        client.out().flush();
        Body.copy(body.open(fromTarget), client.out(), chunked);
        return keepAlive;
    }

    /** How much of the request was read is unknown here, so the connection cannot go on. */
    private boolean fail(int status, String reason) throws IOException {
        listener.meter().failed(status);
        OwnAnswer.page(status, reason).writeTo(client.out(), false, request.isHead());
        return false;
    }
}
