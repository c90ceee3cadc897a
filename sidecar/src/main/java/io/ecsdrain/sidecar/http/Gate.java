package io.ecsdrain.sidecar.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask. A web page in a browser on the same host could reach loopback under a name of its own (DNS rebinding), or
 * send a form; the Host and Content-Type headers give both away.
 */
final class Gate {

    private static final int MISDIRECTED = 421;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final Set<String> hosts;

    /** @param ownHost the address that was configured, if any: who opened it up must be able to ask for it */
    Gate(Optional<String> ownHost) {
        hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
        ownHost.map(host -> host.contains(":") ? "[" + host + "]" : host)
                .map(host -> host.toLowerCase(Locale.ROOT))
                .ifPresent(hosts::add);
    }

    /** @throws Problem 421 unless the Host header, with or without a port, names loopback */
    void checkHost(String header) {
        String host = header == null ? "" : header.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
        if (!hosts.contains(host)) {
            throw new Problem(MISDIRECTED, "the Host header must be localhost, 127.0.0.1 or [::1]");
        }
    }

    /** @throws Problem 415 unless the body is declared as JSON */
    static void checkJson(String contentType) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0].trim();
        if (!"application/json".equalsIgnoreCase(type)) {
            throw new Problem(UNSUPPORTED_MEDIA_TYPE, "the Content-Type must be application/json");
        }
    }

    /** Whether text is asked for before JSON; who asks for nothing in particular gets JSON. */
    static boolean prefersText(String accept) {
        if (accept == null) {
            return false;
        }
        for (String range : accept.split(",")) {
            String type = range.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
            if (type.equals("text/plain") || type.equals("text/*")) {
                return true;
            }
            if (type.equals("application/json") || type.equals("application/*") || type.equals("*/*")) {
                return false;
            }
        }
        return false;
    }
}
