package io.ecsdrain.reaper.plan.decision;

import io.ecsdrain.contract.DeploymentKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * All decisions of one run.
 *
 * @param takenAt of the snapshot it rests on
 * @param decisions one for each deployment, in the order of their keys
 * @param disagreeing names whose register and states do not name one live deployment: to be converged in any case
 * @param remarks oddities that were left alone
 */
public record Plan(Instant takenAt, List<Decision> decisions, Set<String> disagreeing, List<String> remarks) {
    public Plan {
        decisions = List.copyOf(decisions);
        disagreeing = Set.copyOf(disagreeing);
        remarks = List.copyOf(remarks);
    }

    /** What it says of {@code some} alone: of the others less was observed than a decision needs. */
    public Plan only(Set<DeploymentKey> some) {
        return new Plan(
                takenAt,
                decisions.stream()
                        .filter(decision -> some.contains(decision.key()))
                        .toList(),
                disagreeing,
                remarks);
    }
}
