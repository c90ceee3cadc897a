package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.deploy.Affinity.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How to reach one deployment before it is live: by one of its own rules, or by two at once, which lead to the same.
 *
 * @param url with the query parameter where that carries the affinity
 * @param header a whole header line; empty where only query parameters carry it
 */
public record Preview(String url, String header) {

    /** @param listenerUrl where the listener answers, ending in a slash */
    public static Preview of(String listenerUrl, List<Affinity> affinities, DeploymentKey key) {
        String query = first(affinities, each -> each.kind() == Kind.QUERY)
                .map(each -> "?" + each.name() + "=" + key.id())
                .orElse("");
        String header = first(affinities, each -> each.kind() != Kind.QUERY)
                .map(each -> each.kind() == Kind.COOKIE
                        ? "Cookie: " + each.name() + "=" + key.id()
                        : each.name() + ": " + key.id())
                .orElse("");
        return new Preview(listenerUrl + query, header);
    }

    private static Optional<Affinity> first(List<Affinity> affinities, Predicate<Affinity> wanted) {
        return affinities.stream().filter(wanted).findFirst();
    }

    /** What a hook finds in its environment. */
    public Map<String, String> environment(DeploymentKey key) {
        return Map.of(
                "DRAIN_PREVIEW_URL",
                url,
                "DRAIN_PREVIEW_HEADER",
                header,
                "DEPLOYMENT_NAME",
                key.name(),
                "DEPLOYMENT_ID",
                key.id());
    }
}
