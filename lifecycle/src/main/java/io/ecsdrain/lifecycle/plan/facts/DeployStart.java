package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ServiceView;
import java.time.Duration;
import java.time.Instant;

/**
 * When the deploy began that made a service, and whether it may still be under way: the deployer gives up long before
 * the timeout. The deployer and the reaper ask the same, so that neither takes for over what the other is waiting for.
 */
public final class DeployStart {

    private DeployStart() {}

    /**
     * What the tag {@code created_at} says, if that is later than ECS's own time and not in the future: a wrong clock
     * must neither shorten a deploy nor keep it under way for good.
     */
    public static Instant of(ServiceView service, Instant now) {
        return TagCodec.instant(service.tags(), Tags.CREATED_AT, now)
                .filter(tagged -> tagged.isAfter(service.createdAt()))
                .orElse(service.createdAt());
    }

    /** Whether that deploy may still be under way, {@code timeout} included. */
    public static boolean isUnderWay(ServiceView service, Duration timeout, Instant now) {
        return !of(service, now).plus(timeout).isBefore(now);
    }
}
