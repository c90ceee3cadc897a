package io.ecsdrain.sidecar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A client that never sends anything right, over one connection for as long as the server keeps it. */
final class MalformedRequests implements AutoCloseable {

    private static final int CLOSED = 0;

    private final Random random;
    private final int port;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private Socket socket;
    private InputStream in;

    MalformedRequests(int port, long seed) {
        this.port = port;
        random = new Random(seed);
    }

    /** How often each status was answered; 0 stands for a connection that was closed without an answer. */
    Map<Integer, Integer> send(int requests) throws IOException {
        for (int i = 0; i < requests; i++) {
            boolean broken = random.nextInt(9) == 0;
            statuses.merge(exchange(broken ? broken() : wrong()), 1, Integer::sum);
            if (broken) {
                close();
            }
        }
        return statuses;
    }

    /** HTTP, but nothing that the sidecar can do. */
    private String wrong() {
        return switch (random.nextInt(8)) {
            case 0 -> put("/busy", "application/json", text(random.nextInt(200)));
            case 1 -> put("/busy/" + "r".repeat(65 + random.nextInt(100)), "application/json", "{\"count\":1}");
            case 2 -> put("/busy/web", "application/json", "{\"count\":" + (random.nextLong() | 1L << 40) + "}");
            case 3 -> put("/busy", "text/" + text(10).replaceAll("[^a-z]", "x"), "{\"count\":1}");
            case 4 -> put("/busy", "application/json", "{\"count\":".repeat(1 + random.nextInt(100)));
            case 5 -> get("/drain?wait=" + text(20).replaceAll("[^A-Za-z]", "x"), "localhost:9901");
            case 6 -> get("/" + text(30).replaceAll("[^A-Za-z0-9]", "x"), "localhost:9901");
            default -> get("/drain", text(20).replaceAll("[^a-z]", "x") + ".example");
        };
    }

    /** Not even HTTP, after which the server answers and hangs up without a word of it. */
    private String broken() {
        return switch (random.nextInt(4)) {
            case 0 -> text(60).replaceAll("\\s", "x") + "\r\n\r\n";
            case 1 -> get("/drain", "localhost:9901").replace("HTTP/1.1", "HTTP/" + random.nextInt(10));
            case 2 -> "GET /drain HTTP/1.1\r\nHost: localhost:9901\r\nX: " + "y".repeat(6000) + "\r\n\r\n";
            default ->
                "PUT /busy HTTP/1.1\r\nHost: localhost:9901\r\nContent-Length: x" + random.nextInt() + "\r\n\r\n";
        };
    }

    private static String get(String path, String host) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }

    private static String put(String path, String type, String body) {
        return "PUT " + path + " HTTP/1.1\r\nHost: localhost:9901\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder("x");
        for (int i = 1; i < length; i++) {
            text.append((char) (' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    private int exchange(String request) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
            socket.setSoTimeout(20_000);
            in = new BufferedInputStream(socket.getInputStream());
        }
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return answer();
        } catch (java.net.SocketException reset) {
            close();
            return CLOSED;
        }
    }

    private int answer() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                close();
                return CLOSED;
            }
            head.append((char) next);
        }
        String headers = head.toString().toLowerCase(Locale.ROOT);
        int length = headers.indexOf("content-length: ") + "content-length: ".length();
        in.readNBytes(Integer.parseInt(headers.substring(length, headers.indexOf('\r', length))));
        if (headers.contains("connection: close")) {
            close();
        }
        return Integer.parseInt(headers.substring(9, 12));
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
