package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ecsdrain.sidecar.DrippingHead;
import io.ecsdrain.sidecar.drain.SourceReading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of the app, and whatever an app may answer in its place. */
// In a thread of its own, for what hangs in a socket hears no interrupt.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UrlSourceTest {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });
    private static final ScheduledExecutorService TIMERS = DrippingHead.timers();
    private final AtomicInteger elsewhere = new AtomicInteger();
    private HttpServer app;

    @BeforeEach
    void start() throws IOException {
        app = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        app.setExecutor(threads);
        app.createContext("/worker", exchange -> answer(exchange, 200, "{\"active_jobs\":3.2}"));
        app.createContext("/error", exchange -> answer(exchange, 500, "{\"active_jobs\":0}"));
        app.createContext("/html", exchange -> answer(exchange, 200, "<html>0</html>"));
        app.createContext("/huge", exchange -> answer(exchange, 200, " ".repeat(300_000) + "{\"active_jobs\":0}"));
        app.createContext("/many", exchange -> answer(exchange, 200, "{\"active_jobs\":1000001}"));
        app.createContext("/token", exchange -> answer(exchange, 200, "ab\u202ecd\n"));
        app.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, 302, "");
        });
        app.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            answer(exchange, 200, "{\"active_jobs\":0}");
        });
        app.createContext("/hangs", exchange -> LockSupport.park());
        app.createContext("/drips", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(20_000_000);
            }
        });
        app.start();
    }

    @AfterEach
    void stop() {
        app.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private SourceReading look(String path) {
        URI uri = URI.create("http://127.0.0.1:" + app.getAddress().getPort() + path);
        return new UrlSource(new BusyUrl(uri, SessionField.parse("/active_jobs").orElseThrow()), TIMERS).look(0);
    }

    @Test
    void aPartOfASessionIsASession() {
        assertThat(look("/worker")).isEqualTo(new SourceReading.Count(4, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/error", "/html", "/huge", "/many", "/moved", "/hangs", "/drips", "/absent"})
    void anythingElseIsNotZero(String path) {
        assertThat(look(path)).isInstanceOfSatisfying(SourceReading.Unreadable.class, failed -> assertThat(failed.why())
                .isNotBlank());
        assertThat(elsewhere).as("no redirect is followed").hasValue(0);
    }

    /** The client of JDK 17 reports no end that came too early, and takes each interim answer one call deeper. */
    @Test
    void anAnswerThatWasCutOffOrNeverBeginsIsNotZero() throws Exception {
        String cut = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"active_jobs\":0}";
        assertThat(raw(cut)).isInstanceOf(SourceReading.Unreadable.class);
        assertThat(raw("HTTP/1.1 100 Continue\r\n\r\n".repeat(20_000))).isInstanceOf(SourceReading.Unreadable.class);
        assertThat(raw("SSH-2.0-OpenSSH\r\n")).isInstanceOf(SourceReading.Unreadable.class);
    }

    @Test
    void aHeadThatDripsEndsWithTheTimeLimit() throws Exception {
        try (DrippingHead page = new DrippingHead("HTTP/1.1 200 OK\r\nX: ")) {
            BusyUrl url = new BusyUrl(
                    page.uri("/worker"), SessionField.parse("/active_jobs").orElseThrow());

            assertThat(new UrlSource(url, TIMERS).look(0))
                    .isInstanceOfSatisfying(SourceReading.Unreadable.class, failed -> assertThat(failed.why())
                            .contains("no answer within 2000 ms"));
        }
    }

    private static SourceReading raw(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread app = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException clientIsGone) {
                    // It had seen enough.
                }
            });
            app.start();
            URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/worker?token=secret");
            SourceReading reading = new UrlSource(
                            new BusyUrl(uri, SessionField.parse("/active_jobs").orElseThrow()), TIMERS)
                    .look(0);
            app.join();
            assertThat(reading.toString()).doesNotContain("secret");
            return reading;
        }
    }

    @Test
    void whatTheAppSaysReachesNoLogRaw() {
        assertThat(look("/token"))
                .isInstanceOfSatisfying(SourceReading.Unreadable.class, failed -> assertThat(failed.why())
                        .doesNotContain("\n", "\u202e"));
    }

    @Test
    void anAppThatIsGoneIsNotZero() {
        app.stop(0);

        assertThat(look("/worker")).isInstanceOf(SourceReading.Unreadable.class);
    }
}
