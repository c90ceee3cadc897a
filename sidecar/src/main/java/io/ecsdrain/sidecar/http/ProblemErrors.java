package io.ecsdrain.sidecar.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what the HTTP parser refuses before any handler sees it: broken lines, headers too long, no Host. */
final class ProblemErrors implements Request.Handler {

    private static final int LEAST_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer code && code >= LEAST_ERROR
                ? code
                : SERVER_ERROR;
        Problem problem =
                status != SERVER_ERROR && request.getAttribute(ErrorHandler.ERROR_MESSAGE) instanceof String text
                        ? new Problem(status, "not a request that HTTP allows: " + text)
                        : Problem.ofOurs();
        new Exchange(request, response, callback).answer(problem);
        return true;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
