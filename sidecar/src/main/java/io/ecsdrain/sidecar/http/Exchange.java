package io.ecsdrain.sidecar.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its one answer. Nothing here waits: not for a body that does not come, nor for a client that does not read. */
final class Exchange {

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;

    private final Request request;
    private final Response response;
    private final Callback callback;

    Exchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    String method() {
        return request.getMethod();
    }

    String path() {
        return Request.getPathInContext(request);
    }

    /** Null if it was not sent. */
    String header(HttpHeader name) {
        return request.getHeaders().get(name);
    }

    /**
     * The one value of a query parameter, null if it was not sent.
     *
     * @throws Problem 400 if it was sent twice, or the query is not readable
     */
    String parameter(String name) {
        if (request.getHttpURI().getQuery() == null) {
            return null;
        }
        Fields fields;
        try {
            fields = Request.extractQueryParameters(request);
        } catch (RuntimeException notUtf8OrNotEncoded) {
            throw new Problem(
                    BAD_REQUEST,
                    "the query must be percent-encoded UTF-8",
                    request.getHttpURI().getQuery());
        }
        List<String> values = fields.getValuesOrEmpty(name);
        if (values.size() > 1) {
            throw new Problem(BAD_REQUEST, name + " must be given once", String.join(", ", values));
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** Hands the whole body to {@code then}, as soon as it is there; one that is too large is answered with 413. */
    void readBody(int most, Consumer<byte[]> then) {
        read(ByteBuffer.allocate(most), then);
    }

    private void read(ByteBuffer body, Consumer<byte[]> then) {
        for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
            if (Content.Chunk.isFailure(chunk)) {
                callback.failed(chunk.getFailure());
                return;
            }
            boolean fits = chunk.remaining() <= body.remaining();
            if (fits) {
                body.put(chunk.getByteBuffer());
            }
            chunk.release();
            if (!fits) {
                answer(new Problem(CONTENT_TOO_LARGE, "the body must have at most " + body.capacity() + " bytes"));
                return;
            }
            if (chunk.isLast()) {
                byte[] whole = new byte[body.flip().remaining()];
                body.get(whole);
                attempt(() -> then.accept(whole));
                return;
            }
        }
        request.demand(() -> read(body, then));
    }

    /** Runs {@code step}, which answers at some time; what it throws is the answer. */
    void attempt(Runnable step) {
        try {
            step.run();
        } catch (Problem problem) {
            answer(problem);
        } catch (RuntimeException e) {
            log.error("a request failed: {} {}", method(), path(), e);
            answer(new Problem(SERVER_ERROR, "the sidecar failed; its log says more"));
        }
    }

    void answer(String type, byte[] body) {
        answer(OK, type, body);
    }

    void answer(Problem problem) {
        problem.allow().ifPresent(method -> response.getHeaders().put(HttpHeader.ALLOW, method));
        answer(problem.status(), Problem.TYPE, problem.body());
    }

    private void answer(int status, String type, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    Optional<org.eclipse.jetty.io.Connection> connection() {
        return Optional.ofNullable(request.getConnectionMetaData().getConnection());
    }
}
