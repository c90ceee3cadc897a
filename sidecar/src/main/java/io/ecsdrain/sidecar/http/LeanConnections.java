package io.ecsdrain.sidecar.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Connections of which {@link ConnectionLimiter#MOST} fit into the image's heap whatever their clients send. What one
 * may hold, of some 9 MiB that are free for all: a request's head, 4 KiB in the buffer and 4 KiB as text, its fields,
 * 130 bytes each, and its body, 1 KiB.
 */
final class LeanConnections extends HttpConnectionFactory {

    /** Line and fields of a request. */
    static final int HEADER_BYTES = 4096;

    /** Without a limit of their own, 4 KiB of fields like {@code a:1} take 100 KiB as objects. */
    static final int MOST_FIELDS = 64;

    /** More than any answer has. */
    private static final int ANSWER_BYTES = 2048;

    private static final int ANSWER_HEADER_BYTES = 1024;

    LeanConnections() {
        super(http());
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        HttpConnection connection = new HttpConnection(getHttpConfiguration(), connector, endPoint) {
            @Override
            protected RequestHandler newRequestHandler() {
                return new RequestHandler() {
                    private int fields;

                    @Override
                    public void messageBegin() {
                        fields = 0;
                        super.messageBegin();
                    }

                    @Override
                    public void parsedHeader(HttpField field) {
                        if (++fields > MOST_FIELDS) {
                            throw new HttpException.RuntimeException(
                                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431,
                                    "more than " + MOST_FIELDS + " header fields");
                        }
                        super.parsedHeader(field);
                    }
                };
            }
        };
        return configure(connection, connector, endPoint);
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        // A cache of fields is 90 KiB for each connection, made at its second request, and made at all by every real
        // client: a Host with a port is in no static table.
        http.setHeaderCacheSize(0);
        http.setInputBufferSize(HEADER_BYTES);
        http.setResponseHeaderSize(ANSWER_HEADER_BYTES);
        http.setOutputBufferSize(ANSWER_BYTES);
        // What fits is gathered and written without waiting when the request is complete; see Reply.
        http.setOutputAggregationSize(ANSWER_BYTES);
        return http;
    }
}
