package io.ecsdrain.localaws.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real websocket client and a real server, the load balancer between them. */
class WebsocketTest extends BehindAListener {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private Javalin server;

    @BeforeEach
    void anEchoServerBehindAListener() throws Exception {
        server = Javalin.create(config -> {
                    config.jetty.host = "127.0.0.1";
                    config.routes.ws("/echo", ws -> ws.onMessage(message -> message.send("echo " + message.message())));
                })
                .start(0);
        listen(server.port());
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private WebSocket connect() {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + address.getAuthority() + "/echo"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        heard.add(text.toString());
                        socket.request(1);
                        return null;
                    }

                    @Override
                    public void onError(WebSocket socket, Throwable cut) {
                        heard.add("cut");
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                        heard.add("closed " + status);
                        return null;
                    }
                })
                .join();
    }

    private String next() throws InterruptedException {
        return heard.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void messagesPassBothWaysAndAClosedWebsocketIsNoLongerInFlight() throws Exception {
        WebSocket socket = connect();
        socket.sendText("one", true).join();
        assertThat(next()).isEqualTo("echo one");
        assertThat(backend.inFlight()).isEqualTo(1);

        socket.sendClose(WebSocket.NORMAL_CLOSURE, "done").join();

        await().until(() -> backend.inFlight() == 0);
    }

    @Test
    void aRuleChangeAndDrainingLeaveItAloneAndTheEndOfTheDelayCutsIt() throws Exception {
        WebSocket socket = connect();
        dataPlane.route(LISTENER, new RouteTable(List.of(), new RouteAction.FixedResponse(404, "text/plain", "")));
        backend.prefer(Backend.Preference.NONE);
        socket.sendText("still", true).join();
        assertThat(next()).isEqualTo("echo still");

        backend.cut();

        assertThat(next()).matches("cut|closed 1006");
    }
}
