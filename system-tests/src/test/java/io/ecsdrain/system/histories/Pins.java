package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.write.SdkTags;
import io.ecsdrain.localaws.ecs.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Deployments that a person pins and lets go again. Its numbers are drawn by themselves, so that a history without pins
 * stays the one that its seed was before there were any.
 */
final class Pins {

    private static final AwsClients AWS = Stage.CLIENTS;
    private static final long SALT = 0x9155L << 32;

    /** One history in so many has pins. */
    private static final int EVERY = 6;

    private static final int LONGEST_SECONDS = 400;

    private final Stage stage;
    private final Random random;
    private final List<Pinned> pinned = new ArrayList<>();
    private final Set<DeploymentKey> tried = new LinkedHashSet<>();

    /** @param until when it ends, {@link Instant#MAX} if it does not */
    private record Pinned(DeploymentKey key, Instant from, Instant until) {}

    Pins(Stage stage) {
        this.stage = stage;
        this.random = new Random(stage.draw.seed() ^ SALT);
        // Neighbouring seeds give similar first numbers.
        random.nextLong();
    }

    /** @param length of the history */
    void programme(Duration length, Supplier<List<DeploymentKey>> keys) {
        if (random.nextInt(EVERY) > 0) {
            return;
        }
        for (int pin = 1 + random.nextInt(3); pin > 0; pin--) {
            Instant at = stage.aws.now().plusMillis(random.nextInt((int) length.toMillis()));
            int which = random.nextInt(1_000);
            Instant until = random.nextBoolean() ? Instant.MAX : at.plusSeconds(random.nextInt(LONGEST_SECONDS));
            stage.actor(
                    "pin",
                    Cast.PERSON,
                    at,
                    () -> pin(keys.get().get(which % keys.get().size()), until));
        }
    }

    private void pin(DeploymentKey key, Instant until) {
        tried.add(key);
        // Where the answer is lost it may be pinned as before or as now: nothing is held against the reaper then.
        pinned.removeIf(each -> each.key().equals(key));
        if (write(key, text(until))) {
            pinned.add(new Pinned(key, stage.aws.now(), until));
        }
    }

    /** Whether a deployment is pinned, or may be. */
    boolean any() {
        return tried.stream().anyMatch(key -> pinned.stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .map(each -> each.until().isAfter(stage.aws.now()))
                .orElse(true));
    }

    /**
     * Everything that is pinned is let go: nothing is to keep us from ending well. A pin whose answer was lost counts,
     * for it may have been written.
     */
    void end() {
        tried.forEach(key -> write(key, stage.aws.now().toString()));
        tried.clear();
        pinned.clear();
    }

    /** Returns whether it was certainly written. */
    private boolean write(DeploymentKey key, String until) {
        Optional<ServiceView> service = stage.aws.ecs().services().stream()
                .filter(found ->
                        found.name().equals(key.serviceName()) && found.status().equals("ACTIVE"))
                .findFirst();
        try {
            service.ifPresent(found -> AWS.ecs().tagResource(tag -> tag.resourceArn("arn:aws:ecs:" + stage.aws.region()
                            + ":" + stage.aws.account() + ":service/" + Stage.CLUSTER + "/" + found.name())
                    .tags(SdkTags.ecs(Map.of(Tags.PINNED_UNTIL, until)))));
            return service.isPresent();
        } catch (SdkException refused) {
            // AWS says no to people too.
            return false;
        }
    }

    /** Whether it was pinned when the actor looked at services last, and is still; of two that cross the last holds. */
    boolean holds(DeploymentKey key, Instant looked) {
        return pinned.stream()
                .anyMatch(each -> each.key().equals(key)
                        && each.from().isBefore(looked)
                        && each.until().isAfter(stage.aws.now())
                        && stands(each));
    }

    private boolean stands(Pinned pin) {
        return stage.aws.ecs().services().stream()
                .filter(service -> service.name().equals(pin.key().serviceName()))
                .anyMatch(service -> text(pin.until()).equals(service.tags().get(Tags.PINNED_UNTIL)));
    }

    private static String text(Instant until) {
        return until.equals(Instant.MAX) ? Tags.FOREVER : until.toString();
    }
}
