package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Random snapshots that mean harm: most deployments are one fault short of being retired or deleted, and which fault it
 * is changes. Names and ids are prefixes of one another.
 */
final class SnapshotMaker {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");
    static final List<DeploymentKey> KEYS = List.of(
            new DeploymentKey("app", "v1"),
            new DeploymentKey("app", "v10"),
            new DeploymentKey("app", "eu-v1"),
            new DeploymentKey("app-eu", "v1"),
            new DeploymentKey("app-eu", "20260301-110000-abcdef1"),
            new DeploymentKey("app", "20260301-110000-abcdef1"));

    private final Random random;
    private final RoutingMaker routing;
    private final EvidenceMaker evidence;
    private final LinesMaker lines;

    SnapshotMaker(Random random) {
        this.random = random;
        this.routing = new RoutingMaker(random);
        this.evidence = new EvidenceMaker(random);
        this.lines = new LinesMaker(random);
    }

    ClusterSnapshot make() {
        List<Deployment> deployments = new ArrayList<>();
        for (DeploymentKey key : KEYS) {
            if (chance(60)) {
                deployments.add(deployment(key));
            }
        }
        deployments.sort(Comparator.comparing(Deployment::key));
        List<ServiceView> others = chance(8)
                ? List.of(service(new DeploymentKey("other", "x"), Map.of(), List.of(group(pick(KEYS)))))
                : List.of();
        Map<String, Lookup<ParameterView>> registers = new HashMap<>();
        registers.put("app", register("app"));
        registers.put("app-eu", register("app-eu"));
        Observed<Routing> routes = routing.routing(deployments);
        routes.value().ifPresent(known -> deployments.replaceAll(deployment -> lines.fenced(deployment, known)));
        return new ClusterSnapshot(
                NOW,
                "arn:cluster",
                deployments,
                others,
                routes,
                registers,
                chance(3) ? Map.of("app-eu", Set.of("other")) : Map.of(),
                List.of());
    }

    static String group(DeploymentKey key) {
        return "tg/" + key;
    }

    private Lookup<ParameterView> register(String name) {
        if (chance(3)) {
            return Lookup.unknown("throttled");
        }
        return chance(75)
                ? Lookup.missing()
                : Lookup.of(
                        new ParameterView("/apps/" + name + "/live", pick(KEYS).id(), ago(), 1));
    }

    private Deployment deployment(DeploymentKey key) {
        int desired = chance(60) ? 2 : 0;
        Observed<List<TaskView>> tasks = tasks(desired);
        Lookup<ParameterView> parameter = parameter(key);
        List<String> groups = new ArrayList<>(List.of(group(key)));
        if (chance(3)) {
            groups.add(group(pick(KEYS)));
        }
        Optional<ServiceView> service =
                chance(88) ? Optional.of(service(key, tags(key, parameter), groups, desired)) : Optional.empty();
        return new Deployment(
                key,
                service,
                parameter,
                tasks,
                says(tasks.value().orElse(List.of()), parameter),
                scaling(key),
                groups.stream().distinct().toList(),
                service.isPresent() || chance(75));
    }

    private Lookup<ParameterView> parameter(DeploymentKey key) {
        int dice = random.nextInt(100);
        if (dice < 72) {
            return Lookup.of(new ParameterView(key.stateParameter(), "draining", ago(), 2));
        } else if (dice < 82) {
            return Lookup.of(new ParameterView(key.stateParameter(), "active", ago(), 1));
        } else if (dice < 92) {
            return Lookup.missing();
        } else if (dice < 96) {
            return Lookup.unknown("throttled");
        }
        return Lookup.of(new ParameterView(key.stateParameter(), "Draining", ago(), 1));
    }

    /** A mark in the tag {@code canary}, beside some deployment and mostly in time. */
    private String canary(DeploymentKey key) {
        String deadline = chance(80) ? "2099-01-01T00:00:00Z" : ago().toString();
        List<DeploymentKey> beside = KEYS.stream()
                .filter(other -> other.name().equals(key.name()) && !other.equals(key))
                .toList();
        return chance(90) ? "10:600/50:600 1 " + deadline + " " + pick(beside).id() : pick(List.of("over", "", "soon"));
    }

    private Map<String, String> tags(DeploymentKey key, Lookup<ParameterView> parameter) {
        Map<String, String> tags = new HashMap<>();
        tags.put(Tags.DEPLOYMENT_NAME, chance(98) ? key.name() : "app-e");
        tags.put(Tags.DEPLOYMENT_ID, chance(98) ? key.id() : "v1");
        String state = parameter.isMissing() && chance(40)
                ? "deploying"
                : pick(List.of("draining", "draining", "draining", "deploying", "retired", "active", "odd", ""));
        if (parameter.isMissing() && chance(60)) {
            tags.put(Tags.CANARY, canary(key));
        }
        if (!state.isEmpty()) {
            tags.put(Tags.STATE, state);
        }
        if (chance(80)) {
            tags.put(
                    Tags.DRAIN_STARTED_AT,
                    chance(90) ? ago().toString() : pick(List.of("soon", "2099-01-01T00:00:00Z")));
            parameter.found().ifPresent(read -> tags.put(Tags.DRAIN_SEEN, seen(read)));
        }
        if (chance(20)) {
            tags.put(Tags.KEPT, pick(List.of("true", "", "?")));
        }
        if (chance(8)) {
            tags.put(
                    Tags.PINNED_UNTIL,
                    chance(50) ? ago().toString() : pick(List.of("forever", "soon", "2099-01-01T00:00:00Z")));
        }
        return tags;
    }

    private String seen(ParameterView state) {
        long version = state.version() - random.nextInt(3);
        return chance(5) ? "soon" : version + "@" + (chance(80) ? state.lastModified() : ago());
    }

    private ServiceView service(DeploymentKey key, Map<String, String> tags, List<String> groups) {
        return service(key, tags, groups, 1);
    }

    private ServiceView service(DeploymentKey key, Map<String, String> tags, List<String> groups, int desired) {
        return new ServiceView(
                "arn:" + key.serviceName(),
                chance(98) ? key.serviceName() : "svc-app-copy",
                chance(97) ? "ACTIVE" : "DRAINING",
                chance(90)
                        ? NOW.minus(Duration.ofHours(3 + random.nextInt(200)))
                        : NOW.minusSeconds(random.nextInt(240)),
                desired,
                desired,
                0,
                tags,
                groups,
                "td:1",
                false,
                chance(98) ? Optional.empty() : Optional.of("ECS itself"),
                List.of());
    }

    private Map<String, Evidence> says(List<TaskView> tasks, Lookup<ParameterView> parameter) {
        return chance(30) ? lines.of(tasks, parameter) : evidence.of(tasks);
    }

    private Observed<List<TaskView>> tasks(int desired) {
        if (chance(6)) {
            return Observed.unknown("throttled");
        }
        List<TaskView> tasks = new ArrayList<>();
        boolean crashing = desired > 0 && chance(30);
        if (crashing) {
            crashing(tasks);
        }
        int count = crashing && chance(80) ? 0 : random.nextInt(4);
        for (int i = 0; i < count; i++) {
            boolean stopped = desired == 0 ? chance(90) : chance(10);
            String status =
                    stopped ? "STOPPED" : pick(List.of("RUNNING", "RUNNING", "PENDING", "DEACTIVATING", "STOPPING"));
            boolean meant = status.equals("RUNNING") || status.equals("PENDING");
            tasks.add(new TaskView("task/" + i, "t" + i, status, meant ? "RUNNING" : "STOPPED", Optional.of(ago())));
        }
        return Observed.known(tasks);
    }

    /** Some that died young in the last minutes, and mostly the next to die. */
    private void crashing(List<TaskView> tasks) {
        int deaths = 2 + random.nextInt(6);
        for (int i = 0; i < deaths; i++) {
            Instant end = NOW.minusSeconds(10 + random.nextInt(chance(80) ? 150 : 400));
            tasks.add(new TaskView(
                    "task/d" + i,
                    "d" + i,
                    "STOPPED",
                    "STOPPED",
                    Optional.of(end.minusSeconds(random.nextInt(150))),
                    Optional.of(
                            new TaskView.End(end, chance(90) ? "EssentialContainerExited" : "SpotInterruption", ""))));
        }
        if (chance(80)) {
            Instant start = NOW.minusSeconds(random.nextInt(140));
            tasks.add(new TaskView("task/n", "n", "RUNNING", "RUNNING", Optional.of(start)));
        }
    }

    private Lookup<ScalingView> scaling(DeploymentKey key) {
        if (chance(5)) {
            return Lookup.unknown("throttled");
        }
        return chance(30)
                ? Lookup.of(new ScalingView(key.serviceName(), 1, 4, chance(50), chance(20), false))
                : Lookup.missing();
    }

    private Instant ago() {
        return NOW.minus(
                chance(95)
                        ? Duration.ofMinutes(10 + random.nextInt(60 * 60))
                        : Duration.ofSeconds(random.nextInt(200)));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
