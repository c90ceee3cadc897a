package io.ecsdrain.reaper.plan.branch;

import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import java.util.Optional;

/** What stands against the end of a deployment, whatever its tasks say and however old it is. */
final class Obstacles {

    private Obstacles() {}

    /** What stands against any retirement or deletion. */
    static Optional<Decision> toRetirement(DeploymentFacts facts) {
        Optional<String> pinned = facts.pinned();
        if (pinned.isPresent()) {
            return Optional.of(facts.keep(Reason.PINNED, pinned.get()));
        }
        if (facts.routes().unread().isPresent()) {
            return Optional.of(facts.keep(
                    Reason.ROUTE_UNKNOWN,
                    "its routes could not be read: " + facts.routes().unread().get()));
        }
        Optional<String> routed = facts.routes().obstacle();
        if (routed.isPresent()) {
            return Optional.of(facts.keep(Reason.STILL_ROUTED, routed.get()));
        }
        return facts.otherUser()
                .map(other -> facts.keep(
                        Reason.STILL_ROUTED,
                        "service " + other + " uses its target group or its rule too: give that service its own"));
    }

    /**
     * Beside what stands against retirement, a default action that names a group with weight 0 holds the deletion up.
     */
    static Optional<Decision> toDeletion(DeploymentFacts facts) {
        return toRetirement(facts).or(() -> facts.routes().idleDefaults().stream()
                .findFirst()
                .map(listener -> facts.keep(
                        Reason.STILL_ROUTED,
                        "the default action of " + listener
                                + " still names its target group, with weight 0: take it out")));
    }
}
