import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks the sidecar on localhost for /drain so many times over eight kept connections; prints how many answers were a 200. */
public final class Load {

    private static final byte[] REQUEST =
            "GET /drain HTTP/1.1\r\nHost: localhost:9901\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final AtomicInteger left = new AtomicInteger();
    private static final AtomicInteger good = new AtomicInteger();
    private static final AtomicInteger others = new AtomicInteger();

    public static void main(String[] arguments) throws InterruptedException {
        left.set(Integer.parseInt(arguments[0]));
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(new Thread(Load::ask));
        }
        clients.forEach(Thread::start);
        for (Thread client : clients) {
            client.join();
        }
        System.out.println(good + " answers, " + others + " others");
    }

    private static void ask() {
        try (Socket socket = new Socket("127.0.0.1", 9901)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (left.getAndDecrement() > 0) {
                socket.getOutputStream().write(REQUEST);
                (answered(in) ? good : others).incrementAndGet();
            }
        } catch (IOException broken) {
            others.incrementAndGet();
        }
    }

    private static boolean answered(InputStream in) throws IOException {
        boolean ok = line(in).contains(" 200 ");
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase().startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        return in.readNBytes(length).length == length && ok && length > 0;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
