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

/** Waits until every desired target of a new deployment is healthy. */
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

    /** Returns empty once all are healthy, or after {@code patience} what was still missing. A failed read is tried again. */
    Optional<String> await(DeploymentKey key, String group, Duration patience, Consumer<String> progress) {
        Instant end = time.instant().plus(patience);
        Duration pause = FIRST;
        String last = "";
        while (true) {
            Observed<Optional<ServiceView>> service = live.service(key);
            Observed<List<Target>> targets = live.targets(group);
            Optional<Health> health = service.value().flatMap(found -> found).flatMap(found -> targets.value()
                    .map(known -> Health.of(found, known)));
            if (health.filter(Health::isComplete).isPresent()) {
                return Optional.empty();
            }
            String now = health.map(Health::describe)
                    .orElseGet(() -> "health not read: "
                            + service.unknownBecause()
                                    .or(targets::unknownBecause)
                                    .orElse("the service is not listed"));
            if (!now.equals(last)) {
                progress.accept(now);
                last = now;
            }
            if (!time.instant().isBefore(end)) {
                return Optional.of(now + lastEvent(key));
            }
            Pauses.pause(waiting, pause);
            pause = longer(pause);
        }
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
