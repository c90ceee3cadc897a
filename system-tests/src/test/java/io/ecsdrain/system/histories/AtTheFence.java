package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Actors that come between the parking and the end: a second reaper, a rollback, a script that writes the state again.
 */
final class AtTheFence {

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Stage stage;
    private final Tools tools;
    private final Random random;

    AtTheFence(Stage stage, Tools tools) {
        this.stage = stage;
        this.tools = tools;
        this.random = stage.draw.lines().orElseThrow().random();
    }

    /** @param runs when the reaper runs */
    void programme(List<Instant> runs) {
        Instant end = stage.aws.now().plus(stage.draw.size().length());
        for (Instant run : runs) {
            if (random.nextInt(4) == 0) {
                Instant at = run.plusMillis(random.nextInt(4_000));
                stage.actor("second reaper", Cast.REAPER, at, tools::reap);
            }
        }
        if (random.nextInt(3) == 0) {
            onceAsked("rollback at the fence", Cast.DEPLOYER, end, tools::rollback);
        }
        if (random.nextInt(4) == 0) {
            onceAsked("script at the fence", Cast.TEAM, end, this::writeAgain);
        }
    }

    /** As scripts do that mark every older deployment at each release. */
    private void writeAgain(DeploymentKey key) {
        boolean drains = stage.traffic
                .parameters()
                .valueAt(key.stateParameter(), stage.aws.now())
                .equals(Optional.of("draining"));
        if (drains) {
            new Team(stage).put(key.stateParameter(), "draining");
        }
    }

    private void onceAsked(String name, String accessKey, Instant end, Consumer<DeploymentKey> act) {
        Duration later = Duration.ofMillis(random.nextInt(60_000));
        stage.actor(name, accessKey, stage.aws.now(), () -> {
            Optional<DeploymentKey> asked = asked();
            while (asked.isEmpty() && stage.aws.now().isBefore(end)) {
                stage.await(LOOK);
                asked = asked();
            }
            asked.ifPresent(key -> {
                stage.await(later);
                act.accept(key);
            });
        });
    }

    /** One whose tasks are asked now. */
    private Optional<DeploymentKey> asked() {
        return stage.traffic.parameters().current().keySet().stream()
                .sorted()
                .filter(name -> name.endsWith("/fence"))
                .flatMap(name -> ParameterPaths.parseState(name.replaceFirst("fence$", "state")).stream())
                .filter(key -> stage.draw.isOurs(key.serviceName()))
                .filter(key -> stage.aws.ecs().services().stream()
                        .anyMatch(service -> service.name().equals(key.serviceName())
                                && service.status().equals("ACTIVE")))
                .findFirst();
    }
}
