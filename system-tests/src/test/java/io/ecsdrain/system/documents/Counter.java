package io.ecsdrain.system.documents;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * Where the reader's tools bring what they cannot do themselves: the calls of the AWS CLI to what local-aws has not,
 * and the commands that are {@link LeftOut}.
 */
final class Counter implements AutoCloseable {

    private static final int REFUSED = 422;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final ReadersAccount account;
    private final List<LeftOut> leftOut;
    private final Set<String> asked = Collections.synchronizedSet(new TreeSet<>());

    Counter(ReadersAccount account, List<LeftOut> leftOut) throws IOException {
        this.account = account;
        this.leftOut = leftOut;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/left-out", exchange -> answer(exchange, this::command));
        server.createContext("/", exchange -> answer(exchange, this::call));
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The left out commands that came, by their patterns. */
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    /** All that are left out, by their patterns. */
    Set<String> leftOut() {
        return leftOut.stream().map(each -> each.command().pattern()).collect(Collectors.toSet());
    }

    @FunctionalInterface
    private interface Answer {
        String of(HttpExchange exchange, String body) throws Exception;
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        int status = 200;
        String text;
        try {
            text = answer.of(exchange, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        } catch (AwsRefusal refusal) {
            status = 400;
            text = refusal.body();
        } catch (AssertionError | Exception failed) {
            status = REFUSED;
            text = failed.getMessage() + "\n";
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String call(HttpExchange exchange, String body) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        return target == null ? account.query(body) : account.json(target, body);
    }

    /** The body: what came on standard input in the first line, then the command's words, a line each. */
    private String command(HttpExchange exchange, String body) throws Exception {
        List<String> lines = new ArrayList<>(List.of(body.split("\n", -1)));
        account.typed(lines.remove(0));
        String words = String.join(" ", lines).strip();
        for (LeftOut each : leftOut) {
            Matcher matcher = each.command().matcher(words);
            if (matcher.matches()) {
                asked.add(each.command().pattern());
                return each.check().answer(matcher);
            }
        }
        throw new AssertionError("not known as left out: " + words);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
