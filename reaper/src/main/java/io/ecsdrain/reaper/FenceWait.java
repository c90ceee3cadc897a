package io.ecsdrain.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.TimeLeft;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.report.RunReport.DeploymentReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a run waits for the answers to its fences, and for how long.
 *
 * @param asked the deployments whose tasks were asked, and had all been ready
 * @param policy what the second look may do
 * @param until when it is to begin, if the run has the time
 * @param look so long the first one took; the second takes no longer
 */
record FenceWait(Set<DeploymentKey> asked, ReaperPolicy policy, Instant until, Duration look) {

    /** The time between two looks at what the tasks say. */
    static final Duration PACE = Duration.ofSeconds(3);

    /** Empty where a second look could find or do nothing. */
    static Optional<FenceWait> after(Pass pass, ReaperConfig config) {
        Set<DeploymentKey> asked = pass.report().decisions().stream()
                .filter(FenceWait::isAsked)
                .map(DeploymentReport::key)
                .collect(Collectors.toSet());
        int retired = (int) pass.report().decisions().stream()
                .filter(each -> each.decision().retires())
                .count();
        ReaperPolicy policy = config.policy().after(retired);
        return config.dryRun() || config.fenceWait().isZero() || asked.isEmpty() || policy.maxRetirements() == 0
                ? Optional.empty()
                : Optional.of(new FenceWait(asked, policy, pass.acted().plus(config.fenceWait()), pass.took()));
    }

    /** By this run or by an earlier one. */
    private static boolean isAsked(DeploymentReport report) {
        return report.steps().stream()
                .filter(step -> step.action() instanceof Action.WriteFence)
                .findFirst()
                .map(step -> step.outcome() instanceof Outcome.Done)
                .orElse(report.reason() == Reason.AWAITING_ANSWERS);
    }

    /** How much longer to wait at {@code now}; empty if the run has no time to look again after it. */
    Optional<Duration> rest(TimeLeft time, Instant now) {
        Duration wanted = Duration.between(now, until);
        Duration possible = time.left().minus(look);
        Duration rest = wanted.compareTo(possible) < 0 ? wanted : possible;
        return possible.isNegative() ? Optional.empty() : Optional.of(rest.isNegative() ? Duration.ZERO : rest);
    }
}
