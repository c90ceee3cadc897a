package io.ecsdrain.localaws.loadbalancer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request whose head has been read and whose body still waits in the connection.
 *
 * @param target the request line's target as sent
 * @param http11 false for HTTP/1.0
 */
record ClientRequest(HttpHead head, String method, String target, boolean http11, Body body, InetSocketAddress client) {

    private static final Pattern START = Pattern.compile("([!-~]+) ([!-~]+) HTTP/1\\.([01])");

    /** Empty if the client is done. */
    static Optional<ClientRequest> read(InputStream in, InetSocketAddress client) throws IOException {
        HttpHead head = HttpHead.read(in);
        if (head == null) {
            return Optional.empty();
        }
        Matcher start = START.matcher(head.startLine());
        if (!start.matches()) {
            throw new MalformedMessage("not a request line: " + head.startLine());
        }
        boolean http11 = start.group(3).equals("1");
        return Optional.of(
                new ClientRequest(head, start.group(1), start.group(2), http11, Body.ofRequest(head), client));
    }

    RequestFacts facts() {
        return RequestFacts.of(method, target, head.headers(), client);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    boolean keepAlive() {
        return http11 ? !head.says("Connection", "close") : head.says("Connection", "keep-alive");
    }

    boolean expectsContinue() {
        return http11 && head.says("Expect", "100-continue");
    }

    /** To a websocket; an upgrade to HTTP/2, which some clients offer by habit, is ignored as a load balancer does. */
    boolean upgrades() {
        return head.says("Connection", "upgrade") && head.says("Upgrade", "websocket");
    }
}
