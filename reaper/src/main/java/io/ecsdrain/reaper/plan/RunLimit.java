package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds back what goes beyond MAX_RETIREMENTS; the oldest services go first. */
final class RunLimit {

    private RunLimit() {}

    static List<Decision> apply(List<Decision> decisions, ClusterSnapshot snapshot, ReaperPolicy policy) {
        Map<DeploymentKey, Instant> created = new HashMap<>();
        for (Deployment deployment : snapshot.deployments()) {
            deployment.service().map(ServiceView::createdAt).ifPresent(at -> created.put(deployment.key(), at));
        }
        Set<DeploymentKey> held = decisions.stream()
                .filter(Decision::retires)
                .map(Decision::key)
                .sorted(Comparator.comparing((DeploymentKey key) -> created.get(key))
                        .thenComparing(Comparator.naturalOrder()))
                .skip(policy.maxRetirements())
                .collect(Collectors.toSet());
        return decisions.stream()
                .map(decision -> held.contains(decision.key()) ? hold(decision) : decision)
                .toList();
    }

    private static Decision hold(Decision decision) {
        // What is held beyond the retirement that does not come now would cut the sessions that one past its age still
        // has.
        List<Action> kept = decision.actions().stream()
                .filter(action -> action.isUpkeep() || action instanceof Action.ReleaseHold)
                .toList();
        return new Decision(
                decision.key(),
                Reason.RUN_LIMIT,
                "would be retired (" + decision.reason().word() + "), but MAX_RETIREMENTS is used up in this run",
                decision.blockers(),
                kept);
    }
}
