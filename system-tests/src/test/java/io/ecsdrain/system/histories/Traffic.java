package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ShutdownReadyMetric;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The tasks' side: sessions that come and go, and a sidecar in each task that sees the parameter, waits for its grace
 * and says whether its task may be shut down. Made from the contract's words alone.
 */
final class Traffic {

    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofSeconds(15);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration LIFE = Duration.ofSeconds(80);

    /** One task as its sidecar has it. */
    static final class Sidecar {
        final DeploymentKey key;
        final boolean silent;
        /** If it speaks by its log. */
        final Optional<Voice> voice;

        boolean draining;
        Instant drainingSince;
        Instant nextPoll = Instant.MIN;
        final List<Session> sessions = new ArrayList<>();
        final List<Said> said = new ArrayList<>();

        Sidecar(DeploymentKey key, boolean silent, Optional<Voice> voice) {
            this.key = key;
            this.silent = silent;
            this.voice = voice;
        }
    }

    /** @param slipped it came by a node of the load balancer that did not know of the parking yet */
    record Session(Instant begun, Instant ends, boolean slipped) {}

    /** A point as the sidecar wrote it. */
    record Said(Instant at, int value) {}

    private final Stage stage;
    private final Map<String, Sidecar> sidecars = new HashMap<>();
    private final Parameters parameters = new Parameters();
    private final Random random;
    private final Optional<Nodes> nodes;
    /** What should never be, told by the sidecars. */
    private final List<String> problems = new ArrayList<>();

    boolean quiet;
    private Instant next;

    Traffic(Stage stage) {
        this.stage = stage;
        this.random = new Random(stage.draw.random().nextLong());
        this.next = stage.aws.now();
        this.nodes = stage.draw.lines().map(Nodes::new);
    }

    List<String> problems() {
        return problems;
    }

    Parameters parameters() {
        return parameters;
    }

    Optional<Sidecar> sidecar(String taskId) {
        return Optional.ofNullable(sidecars.get(taskId));
    }

    /** Lets time pass, and every task live meanwhile. */
    void pass(Duration by) {
        Instant end = stage.aws.now().plus(by);
        while (!next.isAfter(end)) {
            stage.aws.advance(Duration.between(stage.aws.now(), next));
            live(next);
            next = next.plus(STEP);
        }
        stage.aws.advance(Duration.between(stage.aws.now(), end));
    }

    private void live(Instant now) {
        Routes routes = Routes.of(stage.aws.elb().routes());
        nodes.ifPresent(all ->
                all.see(stage.aws.elb().routesOfNodes().stream().map(Routes::of).toList()));
        for (TaskView task : stage.aws.ecs().tasks()) {
            boolean runs =
                    task.lastStatus().equals("RUNNING") || task.lastStatus().equals("DEACTIVATING");
            if (runs) {
                Sidecar sidecar = sidecars.computeIfAbsent(task.id(), any -> born(task));
                if (sidecar.key != null) {
                    sessions(task, sidecar, routes, now);
                    poll(task, sidecar, now);
                    crash(task, sidecar, now);
                }
            }
        }
    }

    /** It lives for longer than its grace, so that it says 1 before it dies. */
    private void crash(TaskView task, Sidecar sidecar, Instant now) {
        boolean dies = sidecar.draining
                && stage.draw.crashes(sidecar.key)
                && task.lastStatus().equals("RUNNING")
                && task.startedAt().plus(LIFE).isBefore(now);
        if (dies) {
            stage.aws.ecs().crashInert(task.id());
        }
    }

    private Sidecar born(TaskView task) {
        DeploymentKey key = Worlds.keyOf(task.serviceName()).orElse(null);
        boolean silent = key != null && key.id().endsWith(Worlds.SILENT);
        Optional<Voice> voice = stage.draw
                .lines()
                .filter(lines -> key != null && !silent && !lines.chance(lines.old()))
                .map(lines -> new Voice(stage, key, task.id(), GRACE));
        return new Sidecar(key, silent, voice);
    }

    /** Told of each line: a fence is answered only by a task that has watched since for long enough. */
    void answers(DeploymentKey key, Optional<String> nonce, Instant now) {
        if (nonce.isEmpty()) {
            return;
        }
        boolean settled = parameters.of(key.fenceParameter()).stream()
                .filter(write -> write.value() != null && write.value().contains(nonce.get()))
                .anyMatch(write -> !now.isBefore(write.at().plus(Voice.SETTLE)));
        if (!settled) {
            problems.add("a task of " + key + " answered the fence " + nonce.get() + " at " + now + ", too early");
        }
    }

    private void sessions(TaskView task, Sidecar sidecar, Routes routes, Instant now) {
        sidecar.sessions.removeIf(session -> !session.ends().isAfter(now));
        if (quiet || !task.lastStatus().equals("RUNNING")) {
            return;
        }
        if (!routes.leadsTo(task)) {
            nodes.flatMap(all -> all.slip(task, now)).ifPresent(sidecar.sessions::add);
            return;
        }
        // New clients come by the default action; now and then one that was here before comes by an affinity rule.
        int chance = routes.byDefault(task) ? 20 : 2;
        if (random.nextInt(100) < chance) {
            long seconds = 5 + random.nextInt(random.nextInt(8) == 0 ? 400 : 60);
            sidecar.sessions.add(new Session(now, now.plusSeconds(seconds), false));
        }
    }

    private void poll(TaskView task, Sidecar sidecar, Instant now) {
        if (sidecar.voice.isPresent()) {
            sidecar.voice.get().live(sidecar.sessions, now, sidecar.said);
            sidecar.draining = sidecar.voice.get().drains();
            return;
        }
        if (sidecar.nextPoll.isAfter(now)) {
            return;
        }
        sidecar.nextPoll = now.plus(POLL);
        Duration stale = stage.aws.switches().get(SsmSwitches.STALE_READS);
        parameters.valueAt(sidecar.key.stateParameter(), now.minus(stale)).ifPresent(value -> {
            boolean draining = value.equals("draining");
            if (draining && !sidecar.draining) {
                sidecar.drainingSince = now;
            }
            if (draining || value.equals("active")) {
                sidecar.draining = draining;
            }
        });
        boolean ready =
                sidecar.draining && !now.isBefore(sidecar.drainingSince.plus(GRACE)) && sidecar.sessions.isEmpty();
        if (!sidecar.silent && (sidecar.draining || sidecar.drainingSince != null)) {
            say(task, sidecar, now, ready ? 1 : 0);
        }
    }

    private void say(TaskView task, Sidecar sidecar, Instant now, int value) {
        sidecar.said.add(new Said(now, value));
        stage.aws
                .metrics()
                .put(
                        ShutdownReadyMetric.NAMESPACE,
                        ShutdownReadyMetric.NAME,
                        Map.of(
                                "deployment_name", sidecar.key.name(),
                                "deployment_id", sidecar.key.id(),
                                "task_id", task.id()),
                        now,
                        value,
                        ShutdownReadyMetric.UNIT,
                        60);
    }
}
