package io.ecsdrain.deployer.plan.activate;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds what is there of one name; times are seconds after one moment. */
public final class Names {

    private static final Instant ZERO = Instant.parse("2026-01-01T00:00:00Z");

    private final String name;
    private final Map<DeploymentKey, ServiceView> tagged = new HashMap<>();
    private final List<ServiceView> others = new ArrayList<>();
    private final Map<DeploymentKey, ParameterView> states = new HashMap<>();
    private Optional<ParameterView> register = Optional.empty();

    public Names(String name) {
        this.name = name;
    }

    public DeploymentKey key(String id) {
        return new DeploymentKey(name, id);
    }

    public String arn(DeploymentKey key) {
        return "arn:aws:ecs:eu-west-1:123456789012:service/c/" + key.serviceName();
    }

    public Names tagged(String id, int createdAt, String state) {
        tagged.put(
                key(id),
                service(
                        key(id).serviceName(),
                        createdAt,
                        Map.of("deployment_name", name, "deployment_id", id, "state", state)));
        return this;
    }

    /** How many tasks one that is there is to have. */
    public Names desired(String id, int count) {
        ServiceView was = tagged.get(key(id));
        return changed(id, was.status(), count, was.tags(), was.targetGroupArns());
    }

    /** A tag more of one that is there. */
    public Names tag(String id, String tag, String value) {
        ServiceView was = tagged.get(key(id));
        Map<String, String> tags = new HashMap<>(was.tags());
        tags.put(tag, value);
        return changed(id, was.status(), was.desiredCount(), tags, was.targetGroupArns());
    }

    /** The target groups of one that is there. */
    public Names groups(String id, String... arns) {
        ServiceView was = tagged.get(key(id));
        return changed(id, was.status(), was.desiredCount(), was.tags(), List.of(arns));
    }

    /** What ECS says of one that is there. */
    public Names status(String id, String status) {
        ServiceView was = tagged.get(key(id));
        return changed(id, status, was.desiredCount(), was.tags(), was.targetGroupArns());
    }

    private Names changed(String id, String status, int desired, Map<String, String> tags, List<String> groups) {
        ServiceView was = tagged.get(key(id));
        tagged.put(
                key(id),
                new ServiceView(
                        was.arn(),
                        was.name(),
                        status,
                        was.createdAt(),
                        desired,
                        desired,
                        0,
                        tags,
                        groups,
                        was.taskDefinitionArn()));
        return this;
    }

    /** A service that is tagged for another name. */
    public Names other(String otherName, String id) {
        DeploymentKey key = new DeploymentKey(otherName, id);
        tagged.put(key, service(key.serviceName(), 0, Map.of("deployment_name", otherName, "deployment_id", id)));
        return this;
    }

    public Names untagged(String id, int createdAt) {
        return foreign(key(id).serviceName(), createdAt, Map.of());
    }

    public Names foreign(String service, int createdAt, Map<String, String> tags) {
        others.add(service(service, createdAt, tags));
        return this;
    }

    public Names state(String id, String value, int at) {
        states.put(key(id), new ParameterView(key(id).stateParameter(), value, ZERO.plusSeconds(at), 1));
        return this;
    }

    public Names register(String id, int at) {
        register = Optional.of(new ParameterView("/apps/" + name + "/live", id, ZERO.plusSeconds(at), 1));
        return this;
    }

    /** Its team's own script says which deployment is live. */
    public Names unregistered() {
        register = Optional.empty();
        return this;
    }

    public NameView view(int now) {
        return NameView.of(
                name, ZERO.plusSeconds(now), new NameParameters(register, states, List.of()), tagged, others);
    }

    private static ServiceView service(String service, int createdAt, Map<String, String> tags) {
        return new ServiceView(
                "arn:aws:ecs:eu-west-1:123456789012:service/c/" + service,
                service,
                "ACTIVE",
                ZERO.plusSeconds(createdAt),
                2,
                2,
                0,
                tags,
                List.of(),
                "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1");
    }
}
