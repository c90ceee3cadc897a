package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import java.util.List;

/** The only door to doing. Never throws for what AWS answers: failures are outcomes. */
@FunctionalInterface
public interface ActionExecutor {
    Outcome execute(DeploymentKey key, Action action);

    /** These are about to be executed, each once: what they rest on is read anew, and for all of them together. */
    default void begin(List<Planned> round) {}

    /** Does nothing, and says so: what a dry run is made with. */
    static ActionExecutor dryRun() {
        return (key, action) -> new Outcome.Skipped("dry run");
    }
}
