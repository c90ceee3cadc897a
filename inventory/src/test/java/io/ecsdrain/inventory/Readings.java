package io.ecsdrain.inventory;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.inventory.observe.ServiceReader.Listed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Readings made by hand, as the readers would bring them. */
final class Readings {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");
    static final DeploymentKey V1 = new DeploymentKey("app", "v1");
    static final DeploymentKey V2 = new DeploymentKey("app", "v2");
    static final DeploymentKey EU = new DeploymentKey("app-eu", "v1");
    static final Scope CLUSTER = Scope.ofCluster("cluster");
    static final Observed<Routing> NO_ROUTES = Observed.known(new Routing(List.of(), Map.of()));

    private Readings() {}

    static ServiceView service(DeploymentKey key, int running, int pending, String... groups) {
        return new ServiceView(
                "arn:" + key, key.serviceName(), "ACTIVE", NOW, 1, running, pending, tags(key), List.of(groups), "td");
    }

    static Map<String, String> tags(DeploymentKey key) {
        return Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.DEPLOYMENT_ID, key.id());
    }

    static SnapshotBuilder findings(Scope scope, ServiceView... services) {
        return findings(scope, List.of(), services);
    }

    static SnapshotBuilder findings(Scope scope, List<ServiceView> others, ServiceView... services) {
        Map<DeploymentKey, ServiceView> deployments = new HashMap<>();
        for (ServiceView each : services) {
            deployments.put(
                    new DeploymentKey(
                            each.tags().get(Tags.DEPLOYMENT_NAME), each.tags().get(Tags.DEPLOYMENT_ID)),
                    each);
        }
        return new SnapshotBuilder(scope, new Listed(Optional.of("arn:cluster"), deployments, others, List.of("odd")));
    }

    static Observed<NameParameters> words(DeploymentKey... draining) {
        Map<DeploymentKey, ParameterView> states = new HashMap<>();
        for (DeploymentKey key : draining) {
            states.put(key, new ParameterView(key.stateParameter(), "draining", NOW, 2));
        }
        return Observed.known(new NameParameters(
                Optional.of(new ParameterView(ParameterPaths.live("app"), "v2", NOW, 1)), states, List.of("strange")));
    }

    static TaskView task(String id, String status) {
        return new TaskView("task/" + id, id, status, status, Optional.of(NOW));
    }

    static Observed<Routing> routes(DeploymentKey group, DeploymentKey rule) {
        TargetGroupView tagged = new TargetGroupView(
                "tg/tagged", "tagged", tags(group), List.of("lb"), Observed.known(300), Observed.unknown("not asked"));
        RuleView found =
                new RuleView("rule", "listener", 1, List.of(), List.of(new ForwardTarget("tg", 1)), tags(rule));
        return Observed.known(new Routing(
                List.of(new ListenerView("listener", "lb", List.of(), Observed.known(List.of(found)))),
                Map.of("tg/tagged", tagged)));
    }

    static Deployment deployment(ClusterSnapshot snapshot, DeploymentKey key) {
        return snapshot.deployments().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
