package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.contract.DeploymentKey;
import java.util.Map;

/**
 * How to reach one deployment before it is live: by its own rule.
 *
 * @param url with the query parameter where that carries the affinity
 * @param header a whole header line; empty where the query parameter is enough
 */
public record Preview(String url, String header) {

    /** @param listenerUrl where the listener answers, ending in a slash */
    public static Preview of(String listenerUrl, Affinity affinity, DeploymentKey key) {
        return switch (affinity.kind()) {
            case HEADER -> new Preview(listenerUrl, affinity.name() + ": " + key.id());
            case COOKIE -> new Preview(listenerUrl, "Cookie: " + affinity.name() + "=" + key.id());
            case QUERY -> new Preview(listenerUrl + "?" + affinity.name() + "=" + key.id(), "");
        };
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
