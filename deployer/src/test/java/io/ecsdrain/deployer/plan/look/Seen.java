package io.ecsdrain.deployer.plan.look;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TaskView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A cluster as it was seen: deployments of the name {@code app}, to be changed in one point. */
final class Seen {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final Map<String, Lookup<ParameterView>> registers = new HashMap<>();
    final Map<String, Set<String>> elsewhere = new HashMap<>();
    final List<ListenerView> listeners = new ArrayList<>();
    final Map<String, TargetGroupView> groups = new HashMap<>();
    private final List<Deployment> deployments = new ArrayList<>();

    static DeploymentKey key(String id) {
        return new DeploymentKey("app", id);
    }

    static Lookup<ParameterView> state(String id, String value) {
        return Lookup.of(new ParameterView(key(id).stateParameter(), value, NOW.minusSeconds(60), 1));
    }

    static ServiceView service(String id, int age, int desired, Map<String, String> tags) {
        return new ServiceView(
                "arn:svc-" + id,
                key(id).serviceName(),
                "ACTIVE",
                NOW.minusSeconds(age),
                desired,
                desired,
                0,
                tags,
                List.of("tg-" + id),
                "td:1");
    }

    static TaskView task(String id, String last, String desired) {
        return new TaskView("task/" + id, id, last, desired, Optional.of(NOW));
    }

    /** One whose service was created so many seconds ago. */
    Seen with(String id, Optional<ServiceView> service, Lookup<ParameterView> state, TaskView... tasks) {
        return with(id, service, state, Observed.known(List.of(tasks)), Map.of(), true);
    }

    Seen with(
            String id,
            Optional<ServiceView> service,
            Lookup<ParameterView> state,
            Observed<List<TaskView>> tasks,
            Map<String, Evidence> evidence,
            boolean owned) {
        deployments.add(
                new Deployment(key(id), service, state, tasks, evidence, Lookup.missing(), List.of("tg-" + id), owned));
        return this;
    }

    ClusterSnapshot snapshot() {
        return snapshot(Observed.known(new Routing(listeners, groups)));
    }

    ClusterSnapshot snapshot(Observed<Routing> routing) {
        return new ClusterSnapshot(
                NOW,
                "arn:aws:ecs:eu-west-1:1:cluster/c",
                deployments,
                List.of(),
                routing,
                registers,
                elsewhere,
                List.of());
    }
}
