package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ecsdrain.sidecar.DrippingHead;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskIdentityTest {

    private static final String TASK = "{\"Cluster\":\"c\",\"Containers\":[{\"TaskARN\":\"no/inner\",\"a\":[1]}],"
            + "\"TaskARN\":\"arn:aws:ecs:eu-west-1:123456789012:task/demo/0123456789abcdef0123456789abcdef\","
            + "\"Family\":\"f\"}";
    private static final String TASK_ID = "0123456789abcdef0123456789abcdef";

    private interface Reply {
        void to(HttpExchange exchange) throws Exception;
    }

    /** What the endpoint does, call by call; the last one for ever. */
    private final List<Reply> replies = new ArrayList<>();

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ExecutorService asking = Executors.newSingleThreadExecutor();
    private final ScheduledExecutorService timers = DrippingHead.timers();
    private HttpServer endpoint;
    private TaskIdentity identity;

    @BeforeEach
    void start() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        endpoint.setExecutor(executor);
        endpoint.createContext("/v4/x/task", exchange -> {
            int call = Math.min(calls.getAndIncrement(), replies.size() - 1);
            try (exchange) {
                replies.get(call).to(exchange);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        endpoint.start();
        URI base = URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/v4/x");
        identity = TaskIdentity.fromMetadata(
                base, Duration.ofMillis(200), Duration.ofMillis(5), timers, told::incrementAndGet);
    }

    @AfterEach
    void stop() {
        asking.shutdownNow();
        timers.shutdownNow();
        end.countDown();
        endpoint.stop(0);
        executor.shutdownNow();
    }

    @Test
    void isThePartOfTheArnAfterTheLastSlashAndToldOnce() {
        replies.add(answer(200, TASK));
        ask();

        await().until(() -> told.get() == 1);
        assertThat(identity.taskId()).contains(TASK_ID);
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 429, 500})
    void anErrorIsRetriedUntilTheEndpointAnswers(int status) {
        replies.add(answer(status, "\"V4 task metadata handler: not now\""));
        replies.add(answer(status, "\"V4 task metadata handler: not now\""));
        replies.add(answer(200, TASK));
        ask();

        await().until(() -> identity.taskId().isPresent());
        assertThat(calls).hasValue(3);
    }

    @Test
    void anEndpointThatNeverAnswersIsAskedAgain() {
        replies.add(exchange -> end.await());
        replies.add(answer(200, TASK));
        ask();

        await().until(() -> identity.taskId().isPresent());
    }

    @Test
    void anAnswerThatDripsWithoutEndIsGivenUp() {
        replies.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!end.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        });
        replies.add(answer(200, TASK));
        ask();

        await().until(() -> identity.taskId().isPresent());
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHeadThatDripsWithoutEndIsGivenUp() throws Exception {
        try (DrippingHead drip = new DrippingHead("HTTP/1.1 200 OK\r\nX: ")) {
            TaskMetadata metadata = new TaskMetadata(drip.uri("/v4/x"), Duration.ofMillis(200), timers);

            assertThatThrownBy(metadata::taskId).hasMessage("no answer within 200 ms");
        }
    }

    @Test
    void anAnswerWithoutBoundIsGivenUp() {
        replies.add(answer(200, " ".repeat(TaskMetadata.MOST_BYTES + 1)));
        replies.add(answer(200, TASK));
        ask();

        await().until(() -> identity.taskId().isPresent());
        assertThat(calls).hasValue(2);
    }

    @Test
    void theIdStaysUnknownAsLongAsTheEndpointFails() {
        replies.add(answer(500, "\"internal\""));
        ask();

        await().until(() -> calls.get() > 3);
        assertThat(identity.taskId()).isEmpty();
        assertThat(told).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}",
                "<html/>",
                "{\"TaskARN\":null}",
                "{\"TaskARN\":12}",
                "{\"TaskARN\":\"\"}",
                "{\"TaskARN\":\"arn:no-slash\"}",
                "{\"TaskARN\":\"arn:task/\"}",
                "{\"TaskARN\":\"task/a\\nb\"}",
                "{\"Containers\":[{\"TaskARN\":\"task/a\"}]}"
            })
    void garbageIsNeverAnId(String answer) {
        assertThatThrownBy(() -> TaskMetadata.parse(answer.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    /** Without the waits in between. */
    private void ask() {
        asking.execute(() -> {
            while (!asking.isShutdown() && identity.ask().isPresent()) {
                Thread.onSpinWait();
            }
        });
    }

    private static Reply answer(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }
}
