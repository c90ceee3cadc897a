package io.ecsdrain.localaws.elbv2;

import static io.ecsdrain.localaws.elbv2.ElbWorld.forward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real targets, real clients: a switch-over and a deregistration lose no request. */
class SwitchOverUnderLoadTest {

    private static final int CLIENTS = 4;

    private final ElbWorld aws = new ElbWorld();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HttpServer> servers = new ArrayList<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
        aws.close();
    }

    private int target(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, name.length());
            exchange.getResponseBody().write(name.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
        servers.add(server);
        return server.getAddress().getPort();
    }

    private void becomesHealthy(String group, int port) {
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            aws.advance(Duration.ofSeconds(1));
            return aws.elb.state(group, "127.0.0.1", port).equals("healthy");
        });
    }

    private Callable<Void> client(URI address) {
        return () -> {
            HttpClient http = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(address).build();
            while (!over.get()) {
                String body = http.send(request, BodyHandlers.ofString()).body();
                answers.merge(body, 1, Integer::sum);
            }
            return null;
        };
    }

    private void answered(String name, int atLeast) {
        int before = answers.getOrDefault(name, 0);
        await().pollInterval(Duration.ofMillis(10)).until(() -> answers.getOrDefault(name, 0) >= before + atLeast);
    }

    @Test
    void noRequestFailsWhileTheDefaultActionMovesAndTheOldTargetGoes() throws Exception {
        String listener = aws.listener();
        String blue = aws.targetGroup("blue").targetGroupArn();
        String green = aws.targetGroup("green").targetGroupArn();
        int bluePort = target("blue");
        int greenPort = target("green");
        aws.register(blue, "127.0.0.1", bluePort);
        aws.register(green, "127.0.0.1", greenPort);
        aws.client.modifyListener(r -> r.listenerArn(listener).defaultActions(forward(blue)));
        becomesHealthy(blue, bluePort);
        List<Future<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(threads.submit(client(aws.elb.listenerAddress(listener).orElseThrow())));
        }
        answered("blue", 50);

        aws.client.modifyListener(r -> r.listenerArn(listener).defaultActions(forward(green)));
        becomesHealthy(green, greenPort);
        aws.world.locked(() -> aws.elb.deregister(blue, "127.0.0.1", bluePort));
        answered("green", 50);
        await().until(() -> aws.elb.inFlight("127.0.0.1", bluePort) == 0);
        servers.get(0).stop(0);
        aws.advance(Duration.ofSeconds(300));
        answered("green", 50);
        over.set(true);

        for (Future<Void> client : clients) {
            client.get();
        }
        assertThat(answers).containsOnlyKeys("blue", "green");
    }
}
