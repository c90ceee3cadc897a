package io.ecsdrain.sidecar.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands before the routes: refuses callers that may not ask, and gives routes only bodies that are whole and small. It
 * reads the body itself, without waiting and within its limit; a servlet would hold a thread for as long as a client
 * takes to send it. Answers on the selector's thread, for all that follows only ever computes.
 */
final class GuardHandler extends Handler.Wrapper {

    /** The request's attribute that holds the whole body. */
    static final String BODY = GuardHandler.class.getName();

    private static final String PUT = "PUT";

    private final RequestGuard guard;

    GuardHandler(RequestGuard guard, Handler routes) {
        super(routes);
        this.guard = guard;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback);
        exchange.attempt(() -> {
            guard.checkHost(exchange.header(HttpHeader.HOST));
            RequestGuard.checkOverride(request.getHeaders().get("X-HTTP-Method-Override"));
            if (request.getMethod().equals(PUT)) {
                exchange.readBody(BusyBody.MOST_BYTES, body -> {
                    request.setAttribute(BODY, body);
                    pass(exchange, request, response, callback);
                });
            } else {
                pass(exchange, request, response, callback);
            }
        });
        return true;
    }

    private void pass(Exchange exchange, Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                exchange.answer(Route.refusal(request.getMethod(), Request.getPathInContext(request)));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
