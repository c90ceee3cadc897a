package io.ecsdrain.reaper.plan.branch;

import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import java.util.List;

/** When a fence is taken back: an answer to it must prove nothing once clients may come again. */
final class FencePlan {

    private FencePlan() {}

    /** Takes back the fence that is there, whether it stands or is void. */
    static List<Action> back(DeploymentFacts facts) {
        return facts.deployment().fence().found().isPresent() ? List.of(new Action.DeleteFence()) : List.of();
    }
}
