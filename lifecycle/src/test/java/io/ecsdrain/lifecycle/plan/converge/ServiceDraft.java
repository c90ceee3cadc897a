package io.ecsdrain.lifecycle.plan.converge;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service five days old with one running task; to be changed in one point. */
final class ServiceDraft {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");

    private final DeploymentKey key;
    private final Map<String, String> tags = new HashMap<>();
    int desired = 1;
    boolean running = true;

    private ServiceDraft(DeploymentKey key) {
        this.key = key;
        tags.put(Tags.DEPLOYMENT_NAME, key.name());
        tags.put(Tags.DEPLOYMENT_ID, key.id());
        tags.put(Tags.STATE, "draining");
    }

    static ServiceDraft of(DeploymentKey key) {
        return new ServiceDraft(key);
    }

    static Instant ago(Duration duration) {
        return NOW.minus(duration);
    }

    /** The state parameter of {@code key}. */
    static ParameterView state(DeploymentKey key, String value, int version, Instant written) {
        return new ParameterView(key.stateParameter(), value, written, version);
    }

    ServiceDraft tag(String tag, String value) {
        tags.put(tag, value);
        return this;
    }

    ServiceView service() {
        return new ServiceView(
                "arn:" + key.id(),
                key.serviceName(),
                "ACTIVE",
                ago(Duration.ofDays(5)),
                desired,
                running ? desired : 0,
                0,
                tags,
                List.of("tg/" + key),
                "td:1");
    }
}
