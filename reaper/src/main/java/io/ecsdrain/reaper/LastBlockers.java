package io.ecsdrain.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Plan;
import java.util.HashMap;
import java.util.Map;

/**
 * Which task held up each deployment last time: a task that was busy a minute ago most likely still is, and one answer
 * then settles the matter. Lost whenever a new Lambda instance starts, and then the first question may cost a second
 * one; nothing else.
 */
final class LastBlockers {

    private final Map<DeploymentKey, String> byDeployment = new HashMap<>();

    Map<DeploymentKey, String> byDeployment() {
        return Map.copyOf(byDeployment);
    }

    void remember(Plan plan) {
        for (Decision decision : plan.decisions()) {
            if (decision.blockers().isEmpty()) {
                byDeployment.remove(decision.key());
            } else {
                byDeployment.put(decision.key(), decision.blockers().get(0).taskId());
            }
        }
    }
}
