package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.plan.health.Health;
import io.ecsdrain.deployer.plan.health.Troubles;
import io.ecsdrain.deployer.plan.verb.Elapsed;
import io.ecsdrain.deployer.plan.verb.Stopped;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.lifecycle.plan.converge.Quorum;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits until enough targets of a deployment are healthy. */
final class HealthWait {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** So often the last state is said again, while it does not change. */
    private static final Duration STILL = Duration.ofSeconds(30);

    /** So many looks in a row must miss a service that was there: one answer may be older than the one before. */
    private static final int GONE = 2;

    private final AwsClients clients;
    private final String cluster;
    private final LiveReader live;
    private final InstantSource time;
    private final Sleeper waiting;
    private final Quorum quorum;
    /** One that was just made may not be listed yet; one that was seen and is not any more is gone. */
    private boolean seen;

    private int gone;
    /** How it was at the last look. */
    private String described = "";

    private long healthy;

    HealthWait(AwsClients clients, String cluster, InstantSource time, Sleeper waiting, Quorum quorum) {
        this.clients = clients;
        this.cluster = cluster;
        this.live = new LiveReader(clients, cluster);
        this.time = time;
        this.waiting = waiting;
        this.quorum = quorum;
    }

    /** What else has to be done to a service for it to become healthy. */
    interface Mending {

        /** @return what still stands in the way; asked again at the next look */
        Optional<String> mend(ServiceView service);
    }

    /**
     * Returns empty once enough are healthy. Else, after {@code patience}, or as soon as tasks end in the same way again and again
     * while none is healthy, how long it took and what was still missing. A failed read is tried again.
     *
     * @param progress told how it is, after which time, whenever that changes, every half minute, and at the end; and at once,
     *     once, why: what the load balancer says of a target, how a task ended, what ECS says in its events
     * @param groups whose targets are to be healthy; without any, all tasks have to run
     */
    Optional<String> await(
            DeploymentKey key, List<String> groups, Mending mending, Duration patience, Consumer<String> progress) {
        Instant begun = time.instant();
        Instant end = begun.plus(patience);
        Troubles troubles = new Troubles(begun);
        TroubleReader why = new TroubleReader(clients, cluster, key, groups, troubles);
        Duration pause = FIRST;
        String last = "";
        Instant saidAt = begun;
        while (true) {
            Optional<String> missing = missing(key, groups, mending);
            Duration elapsed = Duration.between(begun, time.instant());
            String state = missing.orElse(described);
            boolean still = state.equals(last);
            if (!still || missing.isEmpty() || !time.instant().isBefore(saidAt.plus(STILL))) {
                progress.accept(
                        "[" + Elapsed.of(elapsed) + "] " + (still && missing.isPresent() ? "still " : "") + state);
                last = state;
                saidAt = time.instant();
            }
            if (missing.isEmpty()) {
                return missing;
            }
            why.news().forEach(progress);
            Optional<String> hopeless = healthy == 0 ? troubles.hopeless() : Optional.empty();
            if (hopeless.isPresent() || !time.instant().isBefore(end)) {
                return Optional.of(
                        ended(hopeless.isPresent() ? elapsed : patience, hopeless, last, troubles.summary()));
            }
            waiting.pauseOrEnd(pause);
            pause = longer(pause);
        }
    }

    private static String ended(Duration waited, Optional<String> hopeless, String state, String because) {
        return "not healthy after " + waited.toSeconds() + " s"
                + hopeless.map(why -> " (" + why + ")").orElse("") + ": " + state
                + (because.isEmpty() ? "" : "; " + because);
    }

    private Optional<String> missing(DeploymentKey key, List<String> groups, Mending mending) {
        healthy = 0;
        Lookup<ServiceView> service = live.service(key);
        gone = service.isMissing() && seen ? gone + 1 : 0;
        if (gone == GONE) {
            throw new Stopped(ExitCode.REFUSED, "service " + key.serviceName() + " was deleted meanwhile");
        }
        Optional<ServiceView> found = service.found();
        if (found.isEmpty()) {
            return Optional.of("health not read: " + service.unknownBecause().orElse("the service is not listed"));
        }
        if (!found.get().isAlive()) {
            throw new Stopped(
                    ExitCode.REFUSED,
                    "service " + key.serviceName() + " is being deleted (ECS says "
                            + found.get().status() + ")");
        }
        seen = true;
        Optional<String> open = mending.mend(found.get());
        if (open.isPresent()) {
            return open;
        }
        if (groups.isEmpty()) {
            return sick(Health.of(found.get()));
        }
        for (String group : groups) {
            Observed<List<Target>> targets = live.targets(group);
            Optional<String> sick = targets.value()
                    .map(known -> sick(Health.of(found.get(), known, quorum)))
                    .orElseGet(() -> targets.unknownBecause().map(why -> "health not read: " + why));
            if (sick.isPresent()) {
                return sick;
            }
        }
        return Optional.empty();
    }

    private Optional<String> sick(Health health) {
        described = health.describe();
        healthy += health.healthy();
        return health.isEnough() ? Optional.empty() : Optional.of(health.describe());
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
}
