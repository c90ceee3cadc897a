package io.ecsdrain.system.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.system.pipeline.Rollouts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers as their manuals show them, in containers beside the sidecar's image, with real websockets through the load
 * balancer. Each deployment drains while its sessions are open, and none is cut. {@code -Ddrain.rollings} and
 * {@code -Ddrain.websockets} ask for more.
 */
@NeedsServers
class UnmodifiedServersTest {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int ROLLINGS = Integer.getInteger("drain.rollings", 3);
    private static final int WEBSOCKETS = Integer.getInteger("drain.websockets", 10);
    /**
     * Runs of the reaper and words on each session while all are open: longer than the grace and what counts as ready.
     */
    private static final int ROUNDS = 12;

    private static final List<String> SERVERS = List.of("node-ws", "nginx", "gunicorn");

    @TempDir
    private Path folder;

    private ServerTasks tasks;
    private Rollouts rollouts;

    /** One that must get each of its words back until it leaves. */
    private static final class Session implements WebSocket.Listener {

        private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final WebSocket socket;

        Session(URI door) {
            URI ws = URI.create("ws://" + door.getAuthority() + "/");
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(ws, this)
                    .join();
        }

        void echo(String word) throws InterruptedException {
            socket.sendText(word, true).join();
            assertThat(heard.poll(SOON.toSeconds(), TimeUnit.SECONDS))
                    .as("the echo on a session that is %s", over.isDone() ? "cut" : "open")
                    .isEqualTo(word);
        }

        void leave() {
            assertThat(over).as("a session whose client has not left").isNotDone();
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            over.join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            heard.add(data.toString());
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            over.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            over.complete(null);
        }
    }

    @BeforeAll
    static void build() {
        Engine.build();
    }

    @BeforeEach
    void start() throws Exception {
        tasks = new ServerTasks();
        rollouts = new Rollouts(tasks.aws(), folder);
    }

    @AfterEach
    void close() throws Exception {
        rollouts.close();
        tasks.close();
    }

    @Test
    void eachDrainsWithoutCuttingASession() throws Exception {
        rollouts.deploy(server(0), key(0));
        for (int rolling = 0; rolling < ROLLINGS; rolling++) {
            List<Session> sessions = new ArrayList<>();
            for (int i = 0; i < WEBSOCKETS; i++) {
                sessions.add(new Session(rollouts.door()));
            }
            rollouts.deploy(server(rolling + 1), key(rolling + 1));

            DeploymentKey old = key(rolling);
            for (int round = 0; round < ROUNDS; round++) {
                for (Session session : sessions) {
                    session.echo("round " + round);
                }
                assertThat(rollouts.reap(old))
                        .as("%s with sessions", server(rolling))
                        .isEqualTo(Reason.NOT_READY);
            }
            // The last one alone still holds it.
            sessions.subList(1, WEBSOCKETS).forEach(Session::leave);
            for (int round = 0; round < ROUNDS; round++) {
                sessions.get(0).echo("last " + round);
                assertThat(rollouts.reap(old))
                        .as("%s with one session", server(rolling))
                        .isEqualTo(Reason.NOT_READY);
            }
            sessions.get(0).leave();
            await().atMost(SOON).until(() -> isGoneAfterARun(old));
        }
    }

    private boolean isGoneAfterARun(DeploymentKey key) {
        if (!rollouts.isGone(key)) {
            rollouts.reap(key);
        }
        return rollouts.isGone(key);
    }

    private static String server(int rolling) {
        return SERVERS.get(rolling % SERVERS.size());
    }

    private static DeploymentKey key(int rolling) {
        return new DeploymentKey("shop", String.format(Locale.ROOT, "r%03d", rolling));
    }
}
