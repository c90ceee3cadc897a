package io.ecsdrain.reaper.plan.readiness;

import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import java.time.Instant;
import java.util.Optional;

/** The question that a retirement rests on, asked again with newer answers. */
public final class Recheck {

    private Recheck() {}

    /**
     * Why {@code deployment} must not be scaled to zero; empty if it may.
     *
     * @param deployment with its tasks and what they say as they are now
     * @param snapshot that all else was decided on
     * @param now when the answers were read
     */
    public static Optional<String> refuted(
            Deployment deployment, ClusterSnapshot snapshot, Instant now, ReaperPolicy policy) {
        DeploymentFacts facts = DeploymentFacts.of(deployment, snapshot.at(now), policy);
        Readiness readiness = Readiness.of(facts, facts.parkedSince().orElse(now));
        return readiness.mayGo()
                ? Optional.empty()
                : Optional.of(readiness.notReady()
                        + readiness.blockers().stream()
                                .findFirst()
                                .map(blocker -> ": task " + blocker.taskId() + ": " + blocker.why())
                                .orElse(""));
    }
}
