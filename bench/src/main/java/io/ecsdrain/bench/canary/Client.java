package io.ecsdrain.bench.canary;

import io.ecsdrain.contract.DeploymentKey;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client as a browser is one: it comes without an affinity, and shows the one of its first answer whenever it comes
 * back. Each visit has a connection of its own.
 */
final class Client {

    private static final Pattern ANSWER =
            Pattern.compile("HTTP/1\\.1 (200|500) .*?\r\n\r\n(v\\d+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern COOKIE =
            Pattern.compile("\r\nSet-Cookie: (" + CanaryApp.COOKIE + "=[^;]+)", Pattern.CASE_INSENSITIVE);
    private static final int PATIENCE_MILLIS = 60_000;

    private final URI door;
    private final Tally tally;
    private String version;
    private String cookie;

    Client(URI door, Tally tally) {
        this.door = door;
        this.tally = tally;
    }

    /** Whether its first answer came from that deployment. */
    synchronized boolean beganOn(DeploymentKey key) {
        return key.id().equals(version);
    }

    /** Its affinity, as a browser shows it. */
    synchronized String cookie() {
        return cookie;
    }

    synchronized void visit() {
        tally.visit();
        try {
            String text = ask();
            Matcher answer = ANSWER.matcher(text);
            Matcher given = COOKIE.matcher(text);
            if (!answer.matches() || !given.find()) {
                tally.fail("answered: " + text);
                return;
            }
            if (answer.group(1).equals("500")) {
                tally.error();
            }
            String from = answer.group(2);
            if (version == null) {
                version = from;
                cookie = given.group(1);
            } else if (!version.equals(from)) {
                tally.move();
            }
        } catch (IOException broken) {
            tally.fail(broken.toString());
        }
    }

    private String ask() throws IOException {
        try (Socket socket = new Socket(door.getHost(), door.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String shown = cookie == null ? "" : "Cookie: " + cookie + "\r\n";
            String request = "GET / HTTP/1.1\r\nHost: shop\r\n" + shown + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
