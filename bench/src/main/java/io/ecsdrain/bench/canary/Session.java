package io.ecsdrain.bench.canary;

import io.ecsdrain.contract.DeploymentKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A websocket of a client that began on a deployment. It is cut if it ends before its client leaves. */
final class Session implements WebSocket.Listener {

    private static final long PATIENCE_SECONDS = 60;

    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final DeploymentKey on;
    private final WebSocket socket;
    private volatile boolean left;
    private volatile boolean cut;

    Session(HttpClient http, URI door, Client client, DeploymentKey on) {
        this.on = on;
        socket = http.newWebSocketBuilder()
                .header("Cookie", client.cookie())
                .buildAsync(URI.create("ws://" + door.getAuthority() + "/session"), this)
                .join();
    }

    /** Says a word, which has to come back from the deployment it began on. */
    void echo(String word) {
        try {
            socket.sendText(word, true).join();
            String answer = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!(on.id() + " " + word).equals(answer)) {
                cut = true;
            }
        } catch (CompletionException closed) {
            cut = true;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The client's will. */
    void leave() {
        left = true;
        if (!cut) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            over.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    /** Whether it ended before that, or did not answer. */
    boolean isCut() {
        return cut;
    }

    private void ended() {
        if (!left) {
            cut = true;
        }
        over.complete(null);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        heard.add(text.toString());
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        ended();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable broken) {
        ended();
    }
}
