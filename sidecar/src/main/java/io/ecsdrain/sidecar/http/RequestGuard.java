package io.ecsdrain.sidecar.http;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may ask. A web page in a browser on the same host could reach loopback under a name of its own (DNS rebinding),
 * or send a form; the Host and Content-Type headers give both away.
 */
final class RequestGuard {

    private static final int BAD_REQUEST = 400;
    private static final int MISDIRECTED = 421;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private static final Set<String> TEXT = Set.of("text/plain", "text/*");
    private static final Set<String> JSON = Set.of("application/json", "application/*", "*/*");
    private static final Pattern QUALITY = Pattern.compile(";\\s*[qQ]=([01](?:\\.\\d{0,3})?)\\s*(?:;|$)");

    private final Set<String> hosts;

    /** @param own the address that was configured, if any: a client must be able to ask for it, by name or number */
    RequestGuard(Optional<InetAddress> own) {
        hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
        own.ifPresent(address -> {
            // As documented: the name it was made with, if any, a slash and the number; asks no name server.
            String name = address.toString().split("/", 2)[0].toLowerCase(Locale.ROOT);
            String number = address.getHostAddress();
            if (!name.isEmpty() && !name.contains(":")) {
                hosts.add(name);
            }
            hosts.add(number.contains(":") ? "[" + number + "]" : number);
        });
    }

    /** @throws Problem 421 unless the Host header, with or without a port, names loopback */
    void checkHost(String header) {
        String host = header == null ? "" : header.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
        if (!hosts.contains(host)) {
            throw new Problem(MISDIRECTED, "the header Host must be one of " + String.join(", ", hosts), header);
        }
    }

    /**
     * Javalin would take the word of this header for the request line's.
     *
     * @throws Problem 400 if it was sent
     */
    static void checkOverride(String header) {
        if (header != null) {
            throw new Problem(BAD_REQUEST, "the header X-HTTP-Method-Override must not be sent", header);
        }
    }

    /** @throws Problem 415 unless the body is declared as JSON */
    static void checkJson(String contentType) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0].trim();
        if (!"application/json".equalsIgnoreCase(type)) {
            throw new Problem(UNSUPPORTED_MEDIA_TYPE, "the header Content-Type must be application/json", contentType);
        }
    }

    /**
     * Whether text is preferred to JSON, by quality and then by order; a request that asks for nothing in particular
     * gets JSON.
     */
    static boolean prefersText(String accept) {
        if (accept == null) {
            return false;
        }
        double best = 0;
        boolean text = false;
        for (String range : accept.split(",")) {
            String type = range.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
            double quality = quality(range);
            if ((TEXT.contains(type) || JSON.contains(type)) && quality > best) {
                best = quality;
                text = TEXT.contains(type);
            }
        }
        return text;
    }

    private static double quality(String range) {
        Matcher q = QUALITY.matcher(range);
        return q.find() ? Double.parseDouble(q.group(1)) : 1;
    }
}
