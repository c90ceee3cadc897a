package io.ecsdrain.sidecar.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ecsdrain.sidecar.DrippingHead;
import io.ecsdrain.sidecar.drain.DrainPhase;
import io.ecsdrain.sidecar.drain.DrainView;
import io.ecsdrain.sidecar.drain.ViewDraft;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An app that is told, over the wire, and whatever it may do instead of hearing. */
// In a thread of its own, for what hangs in a socket hears no interrupt.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AppNotifierTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final ExecutorService threads = Executors.newCachedThreadPool(AppNotifierTest::daemon);
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(AppNotifierTest::daemon);
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private HttpServer app;
    private volatile int status = 200;
    private DrainPhase phase = DrainPhase.ACTIVE;
    private Instant now = T0;

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    @BeforeEach
    void start() throws IOException {
        app = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        app.setExecutor(threads);
        app.createContext("/told", this::hear);
        app.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/told");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        app.createContext("/hangs", exchange -> LockSupport.park());
        app.createContext("/aborts", HttpExchange::close);
        app.start();
    }

    private void hear(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        heard.add(exchange.getRequestMethod() + " " + type + " " + body);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @AfterEach
    void stop() {
        app.stop(0);
        threads.shutdownNow();
        timers.shutdownNow();
    }

    private AppNotifier notifier(String path, String method, String template, DrainPhase... told) {
        URI uri = URI.create("http://127.0.0.1:" + app.getAddress().getPort() + path);
        Set<DrainPhase> phases = told.length == 0 ? EnumSet.allOf(DrainPhase.class) : Set.of(told);
        return notifier(new AppCall(uri, method, Optional.ofNullable(template), phases));
    }

    private AppNotifier notifier(AppCall call) {
        return new AppNotifier(
                call, this::view, view -> view.phase().word().getBytes(StandardCharsets.US_ASCII), () -> now, timers);
    }

    private DrainView view() {
        return ViewDraft.of(phase).view();
    }

    @Test
    void eachStateIsToldOnceUntilItIsHeard() {
        AppNotifier notifier = notifier("/told", "POST", null);
        notifier.look();
        notifier.look();
        assertThat(heard).containsExactly("POST application/json active");

        phase = DrainPhase.DRAINING;
        status = 503;
        notifier.look();
        notifier.look();
        assertThat(heard).as("not again at once").hasSize(2);
        status = 204;
        now = now.plusSeconds(2);
        notifier.look();
        now = now.plusSeconds(600);
        notifier.look();
        assertThat(heard).hasSize(3).endsWith("POST application/json draining");
    }

    @Test
    void aStateThatWasNotHeardIsForgottenOnceAnotherFollows() {
        AppNotifier notifier = notifier("/told", "POST", null);
        status = 500;
        notifier.look();
        status = 200;
        phase = DrainPhase.DRAINING;
        notifier.look();
        now = now.plusSeconds(600);
        notifier.look();

        assertThat(heard).containsExactly("POST application/json active", "POST application/json draining");
    }

    @Test
    void aCallOfAFixedFormIsMadeInThatForm() {
        phase = DrainPhase.DRAINING;
        notifier("/told", "PUT", "{\"mode\":\"{state}\"}").look();
        notifier("/told", "POST", "{state} now").look();
        notifier("/told?accept=off", "GET", null).look();

        assertThat(heard)
                .containsExactly(
                        "PUT application/json {\"mode\":\"draining\"}",
                        "POST text/plain; charset=utf-8 draining now",
                        "GET null ");
    }

    @Test
    void onlyTheWantedStatesAreTold() {
        AppNotifier notifier = notifier("/told", "POST", null, DrainPhase.DRAINING);
        notifier.look();
        assertThat(heard).isEmpty();
        phase = DrainPhase.DRAINING;
        notifier.look();
        assertThat(heard).hasSize(1);
    }

    /** Each look returns; what was not heard is told again. */
    @ParameterizedTest
    @ValueSource(strings = {"/moved", "/hangs", "/aborts", "/absent"})
    void whatIsNoSuccessIsTriedAgain(String path) {
        AppNotifier notifier = notifier(path, "POST", null);
        notifier.look();
        assertThat(heard).as("no redirect is followed").isEmpty();
        app.removeContext(path.equals("/absent") ? "/moved" : path);
        app.createContext(path, this::hear);

        now = now.plusSeconds(2);
        notifier.look();

        assertThat(heard).containsExactly("POST application/json active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\n", ""})
    void aHeadThatDripsEndsWithTheTimeLimitAndIsNoSuccess(String begin) throws Exception {
        try (DrippingHead app = new DrippingHead(begin)) {
            AppNotifier notifier = notifier(new AppCall(
                    app.uri("/told?token=secret"), "POST", Optional.empty(), EnumSet.allOf(DrainPhase.class)));

            notifier.look();
            now = now.plusSeconds(2);
            notifier.look();

            assertThat(app.calls()).isEqualTo(2);
        }
    }
}
