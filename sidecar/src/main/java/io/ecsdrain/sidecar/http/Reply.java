package io.ecsdrain.sidecar.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The answer of a route. Not by {@link Context#result}: Javalin closes the stream behind it, which waits for a client
 * that does not read. What is merely written is gathered, for it is small, and leaves without waiting when the request
 * is complete.
 */
final class Reply {

    static final String NO_STORE = "no-store";

    private static final int OK = 200;

    private Reply() {}

    static void ok(Context ctx, String type, byte[] body) {
        write(ctx.res(), OK, type, body);
    }

    static void problem(Context ctx, Problem problem) {
        problem.allow().ifPresent(method -> ctx.res().setHeader("Allow", method));
        write(ctx.res(), problem.status(), Problem.TYPE, problem.body());
    }

    private static void write(HttpServletResponse response, int status, String type, byte[] body) {
        response.setStatus(status);
        response.setHeader("Cache-Control", NO_STORE);
        response.setContentType(type);
        try {
            response.getOutputStream().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
