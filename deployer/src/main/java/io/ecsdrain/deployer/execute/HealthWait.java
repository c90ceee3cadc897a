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

    HealthWait(AwsClients clients, String cluster, InstantSource time, Sleeper waiting, Quorum quorum) {
        this.clients = clients;
        this.cluster = cluster;
        this.live = new LiveReader(clients, cluster);
        this.time = time;
        this.waiting = waiting;
        this.quorum = quorum;
    }

    /**
     * How the deployment was at one look.
     *
     * @param state as a phrase
     * @param isEnough whether there is nothing left to wait for
     * @param healthy healthy targets, or running tasks, as far as the look came
     */
    private record Look(String state, boolean isEnough, long healthy) {

        static final Look NONE = new Look("", true, 0);

        static Look missing(String what) {
            return new Look(what, false, 0);
        }

        static Look of(Health health) {
            return new Look(health.describe(), health.isEnough(), health.healthy());
        }

        Look then(Look next) {
            return new Look(next.state, next.isEnough, healthy + next.healthy);
        }
    }

    /** What else has to be done to a service for it to become healthy. */
    interface Mending {

        /** @return what still stands in the way; asked again at the next look */
        Optional<String> mend(ServiceView service);
    }

    /**
     * Returns empty once enough are healthy. Else, after {@code patience}, or as soon as tasks end in the same way
     * again and again while none is healthy, how long it took and what was still missing. A failed read is tried again.
     *
     * @param progress told how it is, after which time, whenever that changes, every half minute, and at the end; and
     *     at once, once, why: what the load balancer says of a target, how a task ended, what ECS says in its events
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
            Look look = look(key, groups, mending);
            Duration elapsed = Duration.between(begun, time.instant());
            boolean still = look.state().equals(last);
            if (!still || look.isEnough() || !time.instant().isBefore(saidAt.plus(STILL))) {
                progress.accept(
                        "[" + Elapsed.of(elapsed) + "] " + (still && !look.isEnough() ? "still " : "") + look.state());
                last = look.state();
                saidAt = time.instant();
            }
            if (look.isEnough()) {
                return Optional.empty();
            }
            why.news().forEach(progress);
            Optional<String> hopeless = look.healthy() == 0 ? troubles.hopeless() : Optional.empty();
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

    private Look look(DeploymentKey key, List<String> groups, Mending mending) {
        Lookup<ServiceView> service = live.service(key);
        gone = service.isMissing() && seen ? gone + 1 : 0;
        if (gone == GONE) {
            throw new Stopped(ExitCode.REFUSED, "service " + key.serviceName() + " was deleted meanwhile");
        }
        Optional<ServiceView> found = service.found();
        if (found.isEmpty()) {
            return Look.missing(notRead(service.unknownBecause().orElse("the service is not listed")));
        }
        if (!found.get().isAlive()) {
            throw new Stopped(
                    ExitCode.REFUSED,
                    "service " + key.serviceName() + " is being deleted (ECS says "
                            + found.get().status() + ")");
        }
        seen = true;
        return mending.mend(found.get()).map(Look::missing).orElseGet(() -> look(found.get(), groups));
    }

    private Look look(ServiceView service, List<String> groups) {
        if (groups.isEmpty()) {
            return Look.of(Health.of(service));
        }
        Look all = Look.NONE;
        for (String group : groups) {
            all = all.then(look(service, group));
            if (!all.isEnough()) {
                return all;
            }
        }
        return all;
    }

    private Look look(ServiceView service, String group) {
        Observed<List<Target>> targets = live.targets(group);
        return targets.value()
                .map(known -> Look.of(Health.of(service, known, quorum)))
                .orElseGet(() -> Look.missing(notRead(targets.unknownBecause().orElseThrow())));
    }

    private static String notRead(String why) {
        return "health not read: " + why;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
}
