package io.ecsdrain.bench.canary;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a task runs. {@code /} says which deployment it is and hands out the affinity, with the first answer as with any
 * other; {@code /session} is a websocket that gives each word back; {@code /sessions} says how many are open.
 *
 * <p>Environment: DEPLOYMENT_ID, PORT, and FAILS_EACH: of so many requests the last one is answered 500, none if 0.
 */
public final class CanaryApp {

    static final String COOKIE = "deployment";

    /** A session may be silent for as long as a busy machine takes. */
    private static final Duration SILENCE = Duration.ofHours(1);

    private static final int BROKEN = 500;

    private final String id;
    private final int failsEach;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    private CanaryApp(String id, int failsEach) {
        this.id = id;
        this.failsEach = failsEach;
    }

    public static void main(String[] arguments) {
        CanaryApp app = new CanaryApp(System.getenv("DEPLOYMENT_ID"), Integer.parseInt(System.getenv("FAILS_EACH")));
        Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/", app::hello);
                    config.routes.get("/health", http -> http.result("well"));
                    config.routes.get("/sessions", http -> http.result(String.valueOf(app.open.get())));
                    config.routes.ws("/session", session -> {
                        session.onConnect(begun -> {
                            begun.session.setIdleTimeout(SILENCE);
                            app.open.incrementAndGet();
                        });
                        session.onMessage(word -> word.send(app.id + " " + word.message()));
                        session.onClose(over -> app.open.decrementAndGet());
                    });
                })
                .start("127.0.0.1", Integer.parseInt(System.getenv("PORT")));
    }

    private void hello(Context http) {
        http.header("Set-Cookie", COOKIE + "=" + id + "; Path=/").result(id);
        if (failsEach > 0 && asked.incrementAndGet() % failsEach == 0) {
            http.status(BROKEN);
        }
    }
}
