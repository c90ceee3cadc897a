package io.ecsdrain.system.handshake;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.facts.DeploymentRoutes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the reaper sees a {@link World}. */
final class Views {

    static final DeploymentKey OLD = new DeploymentKey("app", "a");
    static final String LISTENER = "listener";

    static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private static final DeploymentKey NEW = new DeploymentKey("app", "b");
    private static final String BALANCER = "balancer";
    private static final ParameterView REGISTER = new ParameterView("/apps/app/live", "b", EPOCH.plusSeconds(2), 1);
    private static final ParameterView ACTIVE = new ParameterView(NEW.stateParameter(), "active", EPOCH, 1);
    private static final Deployment LIVE = new Deployment(
            NEW,
            Optional.of(service(NEW, "active", EPOCH.plusSeconds(1))),
            Lookup.of(ACTIVE),
            Observed.known(List.of()),
            Map.of(),
            Lookup.missing(),
            List.of(group(NEW)),
            true);
    private static final ServiceView SERVICE = service(OLD, "draining", EPOCH);

    private Views() {}

    static String group(DeploymentKey key) {
        return "group-" + key.id();
    }

    static Map<String, String> owned(DeploymentKey key) {
        return Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.DEPLOYMENT_ID, key.id());
    }

    private static ServiceView service(DeploymentKey key, String state, Instant created) {
        Map<String, String> tags = new HashMap<>(owned(key));
        tags.put(Tags.STATE, state);
        return new ServiceView(
                "arn:" + key.id(), key.serviceName(), "ACTIVE", created, 1, 1, 0, tags, List.of(group(key)), "td");
    }

    static ClusterSnapshot snapshot(World world) {
        Deployment old = new Deployment(
                OLD,
                Optional.of(SERVICE),
                Lookup.of(world.state),
                Observed.known(tasks(world)),
                evidence(world),
                Lookup.missing(),
                List.of(group(OLD)),
                true,
                world.fence.map(Lookup::of).orElse(Lookup.missing()));
        return new ClusterSnapshot(
                world.clock(),
                "cluster",
                List.of(old, LIVE),
                List.of(),
                Observed.known(new Routing(
                        List.of(listener(world)), Map.of(group(OLD), groupView(OLD), group(NEW), groupView(NEW)))),
                Map.of(OLD.name(), Lookup.of(REGISTER)),
                List.of());
    }

    static List<TaskView> tasks(World world) {
        return world.tasks.stream().map(Task::view).toList();
    }

    /** Of every log stream there is, also those whose task is gone. */
    static Map<String, Evidence> lines(World world) {
        Map<String, Evidence> lines = new HashMap<>();
        world.tasks.stream()
                .filter(task -> !task.lines().isEmpty())
                .forEach(task -> lines.put(task.id(), new Evidence.Lines(task.lines())));
        return lines;
    }

    /** The metric of a task without lines has nothing. */
    private static Map<String, Evidence> evidence(World world) {
        Map<String, Evidence> evidence = lines(world);
        world.tasks.forEach(task -> evidence.putIfAbsent(task.id(), new Evidence.Points(List.of())));
        return evidence;
    }

    private static ListenerView listener(World world) {
        return new ListenerView(
                LISTENER,
                BALANCER,
                List.of(new ForwardTarget(group(world.byDefault ? OLD : NEW), 1)),
                Observed.known(List.of(world.rule.view())));
    }

    private static TargetGroupView groupView(DeploymentKey key) {
        return new TargetGroupView(
                group(key), group(key), owned(key), List.of(BALANCER), Observed.known(10), Observed.known(List.of()));
    }

    /** As they are read again before an action. */
    static DeploymentRoutes routes(World world) {
        return DeploymentRoutes.of(OLD, List.of(group(OLD)), List.of(groupView(OLD)), List.of(listener(world)));
    }

    static NameParameters parameters(World world) {
        return new NameParameters(Optional.of(REGISTER), Map.of(OLD, world.state, NEW, ACTIVE), List.of());
    }
}
