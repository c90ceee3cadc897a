package io.ecsdrain.reaper.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.reaper.plan.Action;

/** The only door to doing. Never throws for what AWS answers: failures are outcomes. */
@FunctionalInterface
public interface ActionExecutor {
    Outcome execute(DeploymentKey key, Action action);

    /** Does nothing, and says so: what a dry run is made with. */
    static ActionExecutor dryRun() {
        return (key, action) -> new Outcome.Skipped("dry run");
    }
}
