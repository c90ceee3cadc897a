import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills every limit of the sidecar beside it at once, as real clients would: {@code java Limits.java PORT}. Prints "every limit held"
 * if everybody else was answered all the while; ends with an exception if not. Uses the JDK alone and runs as one source file.
 */
public final class Limits {

    private static final int CONNECTIONS = 256;
    private static final int LONG_POLLS = 128;
    private static final int REPORTERS = 64;
    private static final int HEAD_BYTES = 4096;
    private static final int BODY_BYTES = 1024;
    private static final int MOST_FIELDS = 64;

    private final int port;
    private final List<InetAddress> addresses = new ArrayList<>();
    private final List<SocketChannel> open = new ArrayList<>();
    private int opened;

    private Limits(int port) throws IOException {
        this.port = port;
        for (String address : List.of("127.0.0.1", "::1")) {
            try (SocketChannel tried = SocketChannel.open(new InetSocketAddress(address, port))) {
                addresses.add(tried.socket().getInetAddress());
            } catch (IOException | UnsupportedAddressTypeException none) {
                System.out.println(address + ": " + none);
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        Limits limits = new Limits(Integer.parseInt(arguments[0]));
        limits.keptAlive();
        limits.allAtOnce();
        limits.manySmallFields();
        limits.abandoned();
        limits.everybodyElse();
        System.out.println("every limit held");
    }

    /** What any client library does: one connection, Host with the port, one request after the other. */
    private void keptAlive() throws IOException {
        List<SocketChannel> clients = connect(CONNECTIONS);
        for (int round = 0; round < 4; round++) {
            for (SocketChannel client : clients) {
                expect(200, ask(client, get("/drain", "")));
            }
        }
        everybodyElse();
        hangUp();
    }

    private void allAtOnce() throws IOException {
        List<SocketChannel> reporters = connect(REPORTERS);
        for (int i = 0; i < REPORTERS; i++) {
            String body = "{\"count\":1}" + " ".repeat(BODY_BYTES - 11);
            expect(200, ask(reporters.get(i), put("r" + i, body.length()) + body));
        }
        longPolls(LONG_POLLS);
        // The reporters again, with bodies that do not end, and heads that do not end on all other places.
        for (int i = 0; i < REPORTERS; i++) {
            send(reporters.get(i), put("r" + i, BODY_BYTES) + "{\"count\":1}" + " ".repeat(BODY_BYTES - 12));
        }
        for (SocketChannel client : connect(CONNECTIONS - LONG_POLLS - REPORTERS)) {
            send(client, get("/drain", filler(HEAD_BYTES - 100)).replaceFirst("\r\n\r\n$", "\r\n"));
        }
        everybodyElse();
        expect(503, ask(connect(1).get(0), get("/drain?wait=60", "")));
        everybodyElse();
        hangUp();
    }

    /** 330 in each head, and as many as 4 KiB hold; finished or not. */
    private void manySmallFields() throws IOException {
        for (String fields : List.of("a: b\r\n".repeat(330), "a:b\r\n".repeat(780))) {
            for (SocketChannel client : connect(CONNECTIONS)) {
                send(client, "GET /drain?wait=60 HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + fields);
            }
            everybodyElse();
            hangUp();
        }
    }

    /** Who hangs up gives its place to the next at once, round after round. */
    private void abandoned() throws IOException {
        for (int round = 0; round < 10; round++) {
            longPolls(LONG_POLLS);
            everybodyElse();
            hangUp();
        }
    }

    /** They wait, for no answer comes within a moment; where one of the last round is still counted one would be refused. */
    private void longPolls(int count) throws IOException {
        List<SocketChannel> clients = connect(count);
        for (SocketChannel client : clients) {
            send(client, get("/drain?wait=60", filler(HEAD_BYTES - 100)));
        }
        everybodyElse();
        for (SocketChannel client : clients) {
            client.configureBlocking(false);
            ByteBuffer answer = ByteBuffer.allocate(64);
            if (client.read(answer) != 0) {
                throw new IllegalStateException("a long poll was answered: " + text(answer));
            }
        }
    }

    /** On new connections, and twice on each. */
    private void everybodyElse() throws IOException {
        for (InetAddress address : addresses) {
            try (SocketChannel client = SocketChannel.open(new InetSocketAddress(address, port))) {
                for (int i = 0; i < 2; i++) {
                    expect(200, ask(client, get("/drain", "")));
                    expect(200, ask(client, get("/health", "")));
                    expect(200, ask(client, put("r0", 11) + "{\"count\":1}"));
                }
            }
        }
    }

    private List<SocketChannel> connect(int count) throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InetAddress address = addresses.get(opened++ % addresses.size());
            clients.add(SocketChannel.open(new InetSocketAddress(address, port)));
        }
        open.addAll(clients);
        return clients;
    }

    private void hangUp() throws IOException {
        for (SocketChannel client : open) {
            client.close();
        }
        open.clear();
    }

    private String get(String path, String fields) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + fields + "\r\n";
    }

    private String put(String reporter, int length) {
        return "PUT /busy/" + reporter + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    /** So many bytes of fields that nothing reads, as many fields as may be. */
    private static String filler(int bytes) {
        StringBuilder fields = new StringBuilder();
        int each = bytes / (MOST_FIELDS - 2);
        for (int i = 0; i < MOST_FIELDS - 2; i++) {
            fields.append(String.format("X-%02d: ", i)).append("v".repeat(each - 8)).append("\r\n");
        }
        return fields.toString();
    }

    private static void send(SocketChannel client, String request) throws IOException {
        client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String ask(SocketChannel client, String request) throws IOException {
        send(client, request);
        client.socket().setSoTimeout(30_000);
        StringBuilder answer = new StringBuilder();
        byte[] bytes = new byte[4096];
        while (!isWhole(answer)) {
            int read = client.socket().getInputStream().read(bytes);
            if (read < 0) {
                throw new IOException("closed after: " + answer);
            }
            answer.append(new String(bytes, 0, read, StandardCharsets.US_ASCII));
        }
        return answer.toString();
    }

    private static boolean isWhole(StringBuilder answer) {
        int head = answer.indexOf("\r\n\r\n");
        int length = answer.indexOf("Content-Length: ");
        return head >= 0
                && answer.length() - head - 4
                        >= Integer.parseInt(answer.substring(length + 16, answer.indexOf("\r\n", length)));
    }

    private static void expect(int status, String answer) {
        if (!answer.startsWith("HTTP/1.1 " + status)) {
            throw new IllegalStateException("not " + status + ": " + answer);
        }
    }

    private static String text(ByteBuffer answer) {
        return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }
}
