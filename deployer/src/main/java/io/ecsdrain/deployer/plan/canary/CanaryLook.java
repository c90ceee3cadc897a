package io.ecsdrain.deployer.plan.canary;

import io.ecsdrain.deployer.plan.health.Health;
import io.ecsdrain.inventory.model.AlarmView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import java.time.Instant;
import java.util.List;

/**
 * One look at a canary that goes on.
 *
 * @param ended why it does not go on any more: a state, a newer live deployment, its mark; missing if it does
 * @param shared whether the default action still leads a share of new clients to it
 * @param alarms those that were asked for
 * @param health of its targets
 */
public record CanaryLook(
        Instant at,
        Lookup<CanaryEnded> ended,
        Observed<Boolean> shared,
        Observed<List<AlarmView>> alarms,
        Observed<CanaryTraffic> traffic,
        Observed<Health> health) {}
