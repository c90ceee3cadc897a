package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.Health;
import io.ecsdrain.inventory.AwsClients;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.reaper.execute.ConvergeSettings.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/** Waits until every desired target of a deployment is healthy. */
final class HealthWait {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final AwsClients clients;
    private final String cluster;
    private final LiveReader live;
    private final InstantSource time;
    private final Waiting waiting;

    HealthWait(AwsClients clients, String cluster, InstantSource time, Waiting waiting) {
        this.clients = clients;
        this.cluster = cluster;
        this.live = new LiveReader(clients, cluster);
        this.time = time;
        this.waiting = waiting;
    }

    /** What else has to be done to a service for it to become healthy. */
    interface Mending {

        /** @return what still stands in the way; asked again at the next look */
        Optional<String> mend(ServiceView service);
    }

    /**
     * Returns empty once all are healthy, or after {@code patience} what was still missing. A failed read is tried again.
     *
     * @param groups whose targets are to be healthy; without any, tasks that run are enough
     */
    Optional<String> await(
            DeploymentKey key, List<String> groups, Mending mending, Duration patience, Consumer<String> progress) {
        Instant end = time.instant().plus(patience);
        Duration pause = FIRST;
        String last = "";
        while (true) {
            Optional<String> missing = missing(key, groups, mending);
            if (missing.isEmpty()) {
                return missing;
            }
            if (!missing.get().equals(last)) {
                last = missing.get();
                progress.accept(last);
            }
            if (!time.instant().isBefore(end)) {
                return Optional.of(last + lastEvent(key));
            }
            Pauses.pause(waiting, pause);
            pause = longer(pause);
        }
    }

    private Optional<String> missing(DeploymentKey key, List<String> groups, Mending mending) {
        Observed<Optional<ServiceView>> service = live.service(key);
        Optional<ServiceView> found = service.value().flatMap(view -> view);
        if (found.isEmpty()) {
            return Optional.of("health not read: " + service.unknownBecause().orElse("the service is not listed"));
        }
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
                    .map(known -> sick(Health.of(found.get(), known)))
                    .orElseGet(() -> targets.unknownBecause().map(why -> "health not read: " + why));
            if (sick.isPresent()) {
                return sick;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> sick(Health health) {
        return health.isComplete() ? Optional.empty() : Optional.of(health.describe());
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    /** ECS says in its events why it cannot start or keep tasks; nobody else does. */
    private String lastEvent(DeploymentKey key) {
        try {
            return clients
                    .ecs()
                    .describeServices(describe -> describe.cluster(cluster).services(key.serviceName()))
                    .services()
                    .stream()
                    .flatMap(service -> service.events().stream())
                    .findFirst()
                    .map(ServiceEvent::message)
                    .map(message -> "; ECS: " + message)
                    .orElse("");
        } catch (SdkException unread) {
            return "";
        }
    }
}
