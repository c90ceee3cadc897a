package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The SDK's transport, without a socket: each request goes to the stage on which the calling thread stands. */
final class InProcessHttp implements SdkHttpClient {

    /** What a request meets. */
    interface Stage {
        /** @return empty where a connection would have been closed without an answer */
        Optional<Wire.Reply> exchange(Wire.Request request);

        /** The same without HTTP. */
        Optional<Wire.Answer> exchange(Wire.Call call);

        /** Whether the short cut is closed. */
        boolean allBySdk();
    }

    private static final InheritableThreadLocal<Stage> STAGE = new InheritableThreadLocal<>();

    /** What the next request of this thread has been answered already. */
    private static final ThreadLocal<Optional<Wire.Reply>> ANSWERED = new ThreadLocal<>();

    static void enter(Stage stage) {
        STAGE.set(stage);
    }

    /**
     * A thread that is made later on would inherit the stage, and keep it and all that it has seen for as long as
     * itself.
     */
    static void leave() {
        STAGE.remove();
    }

    static Stage stage() {
        return STAGE.get();
    }

    /** Makes the next request of this thread meet {@code reply}, or no answer, instead of the stage. */
    static void answered(Optional<Wire.Reply> reply) {
        ANSWERED.set(reply);
    }

    private static Optional<Wire.Reply> reply(Stage stage, HttpExecuteRequest request) {
        Optional<Wire.Reply> answered = ANSWERED.get();
        if (answered == null) {
            return stage.exchange(wire(request));
        }
        ANSWERED.remove();
        return answered;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Stage stage = STAGE.get();
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                Wire.Reply reply = reply(stage, request)
                        .orElseThrow(() -> new IOException("the connection was closed without an answer"));
                return HttpExecuteResponse.builder()
                        .response(head(reply))
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(reply.body())))
                        .build();
            }

            @Override
            public void abort() {
                // There is nothing that takes time.
            }
        };
    }

    private static SdkHttpResponse head(Wire.Reply reply) {
        SdkHttpFullResponse.Builder head = SdkHttpResponse.builder().statusCode(reply.status());
        reply.headers().forEach((name, value) -> head.putHeader(name, value));
        return head.build();
    }

    private static Wire.Request wire(HttpExecuteRequest request) {
        SdkHttpRequest http = request.httpRequest();
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, List<String>> header : http.headers().entrySet()) {
            headers.put(
                    header.getKey().toLowerCase(Locale.ROOT), header.getValue().get(0));
        }
        // An anonymous client signs nothing; who calls is known here without a signature.
        headers.put("authorization", "Credential=" + Actor.currentKey() + "/");
        byte[] body = request.contentStreamProvider()
                .map(provider -> read(provider.newStream()))
                .orElse(new byte[0]);
        return new Wire.Request(http.method().name(), http.encodedPath(), headers, body);
    }

    private static byte[] read(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
