package io.ecsdrain.sidecar.aws;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/** A call that goes straight to its address: without a proxy, without redirects, with a time limit on connecting and on each read. */
public final class PlainCall {

    private PlainCall() {}

    /** The connection, not made yet. */
    public static HttpURLConnection to(URI uri, Duration timeout) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setInstanceFollowRedirects(false);
        return connection;
    }
}
