package io.ecsdrain.sidecar.http;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that no route has seen yet. Nothing here waits: not for a body that does not come, nor for a client that
 * does not read.
 */
final class Exchange {

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int LEAST_BUFFER = 64;

    private final Request request;
    private final Response response;
    private final Callback callback;

    Exchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    /** Null if it was not sent. */
    String header(HttpHeader name) {
        return request.getHeaders().get(name);
    }

    /** Hands the whole body to {@code then}, as soon as it is there; one that is too large is answered with 413. */
    void readBody(int most, Consumer<byte[]> then) {
        read(ByteBuffer.allocate(LEAST_BUFFER), most, then);
    }

    private void read(ByteBuffer soFar, int most, Consumer<byte[]> then) {
        ByteBuffer body = soFar;
        for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
            if (Content.Chunk.isFailure(chunk)) {
                callback.failed(chunk.getFailure());
                return;
            }
            boolean fits = chunk.remaining() <= most - body.position();
            if (fits) {
                body = with(body, chunk.getByteBuffer());
            }
            chunk.release();
            if (!fits) {
                answer(new Problem(CONTENT_TOO_LARGE, "the body must have at most " + most + " bytes"));
                return;
            }
            if (chunk.isLast()) {
                byte[] whole = new byte[body.flip().remaining()];
                body.get(whole);
                attempt(() -> then.accept(whole));
                return;
            }
        }
        ByteBuffer unfinished = body;
        request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, () -> read(unfinished, most, then)));
    }

    /** A body is mostly some twenty bytes; one that is announced and does not come shall cost no more. */
    private static ByteBuffer with(ByteBuffer body, ByteBuffer more) {
        ByteBuffer roomy = body;
        if (more.remaining() > body.remaining()) {
            roomy = ByteBuffer.allocate(Math.max(2 * body.capacity(), body.position() + more.remaining()));
            roomy.put(body.flip());
        }
        return roomy.put(more);
    }

    /** Runs {@code step}, which answers at some time; what it throws is the answer. */
    void attempt(Runnable step) {
        try {
            step.run();
        } catch (Problem problem) {
            answer(problem);
        } catch (RuntimeException e) {
            log.error("a request failed: {} {}", request.getMethod(), Request.getPathInContext(request), e);
            answer(Problem.ofOurs());
        }
    }

    void answer(Problem problem) {
        byte[] body = problem.body();
        problem.allow().ifPresent(method -> response.getHeaders().put(HttpHeader.ALLOW, method));
        response.setStatus(problem.status());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, Reply.NO_STORE);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
