package io.ecsdrain.localaws.loadbalancer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What rules can see of a request.
 *
 * @param host without a port, lower case; empty if the request has none
 * @param path as sent, not decoded, without the query
 * @param query pairs as sent, not decoded, in order
 * @param headers values by lower-case name
 * @param client the address of the connection's other end, whatever {@code X-Forwarded-For} says
 */
public record RequestFacts(
        String method,
        String host,
        String path,
        List<QueryPair> query,
        Map<String, List<String>> headers,
        InetAddress client) {

    /** One {@code key=value} of a query string; a bare word is a value without a key. */
    public record QueryPair(String key, String value) {}

    /** @param target the request line's target: {@code /path?query} or an absolute URI */
    public static RequestFacts of(
            String method, String target, List<HttpHead.Header> headers, InetSocketAddress client) {
        Map<String, List<String>> byName = new TreeMap<>();
        for (HttpHead.Header header : headers) {
            byName.computeIfAbsent(header.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.value());
        }
        String host = byName.getOrDefault("host", List.of("")).get(0).toLowerCase(Locale.ROOT);
        String local = originForm(target);
        int mark = local.indexOf('?');
        String path = mark < 0 ? local : local.substring(0, mark);
        String query = mark < 0 ? "" : local.substring(mark + 1);
        return new RequestFacts(method, withoutPort(host), path, pairs(query), byName, client.getAddress());
    }

    static String originForm(String target) {
        int scheme = target.indexOf("://");
        if (target.startsWith("/") || scheme < 0) {
            return target;
        }
        int slash = target.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : target.substring(slash);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static List<QueryPair> pairs(String query) {
        List<QueryPair> pairs = new ArrayList<>();
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            if (!part.isEmpty()) {
                pairs.add(
                        equals < 0
                                ? new QueryPair("", part)
                                : new QueryPair(part.substring(0, equals), part.substring(equals + 1)));
            }
        }
        return List.copyOf(pairs);
    }
}
