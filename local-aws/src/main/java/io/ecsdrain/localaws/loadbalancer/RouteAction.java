package io.ecsdrain.localaws.loadbalancer;

import java.util.List;
import java.util.stream.Stream;

/** What a rule does with a request that meets it. */
public sealed interface RouteAction {

    /** Forwards to one of the groups, drawn by weight; a group that then has no target is not replaced by another. */
    record Forward(List<Weighted> groups) implements RouteAction {

        /** @param weight 0 to 999; 0 is never drawn */
        public record Weighted(TargetPool pool, int weight) {}

        int totalWeight() {
            return groups.stream().mapToInt(Weighted::weight).sum();
        }

        /** @param draw from 0 to below {@link #totalWeight()} */
        TargetPool drawn(int draw) {
            int rest = draw;
            for (Weighted group : groups) {
                rest -= group.weight();
                if (rest < 0) {
                    return group.pool();
                }
            }
            throw new IllegalArgumentException("draw " + draw + " is not below " + totalWeight());
        }
    }

    /** An answer of the load balancer's own. */
    record FixedResponse(int status, String contentType, String body) implements RouteAction {}

    /** Each part may hold {@code #{protocol} #{host} #{port} #{path} #{query}}. */
    record Redirect(int status, String protocol, String host, String port, String path, String query)
            implements RouteAction {}

    /**
     * Has clients log in first. No login is checked here: any session cookie of that name counts as one.
     *
     * @param authorize where to, with the client's id
     * @param unauthenticated {@code authenticate}, {@code allow} or {@code deny}
     */
    record Login(String authorize, String scope, String cookie, String unauthenticated, RouteAction then)
            implements RouteAction {

        /** A session's cookie has a number at its end, for a long one is split ({@code AWSELBAuthSessionCookie-0}). */
        boolean passes(RequestFacts request) {
            return unauthenticated.equals("allow")
                    || request.headers().getOrDefault("cookie", List.of()).stream()
                            .flatMap(line -> Stream.of(line.split(";")))
                            .anyMatch(pair -> pair.strip().startsWith(cookie + "-0="));
        }
    }

    /** Wants a token; any counts. */
    record Token(RouteAction then) implements RouteAction {

        static boolean passes(RequestFacts request) {
            return request.headers().getOrDefault("authorization", List.of()).stream()
                    .anyMatch(value -> value.regionMatches(true, 0, "Bearer ", 0, 7));
        }
    }
}
