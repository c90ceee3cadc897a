package io.ecsdrain.reaper.plan.decision;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.lifecycle.plan.action.Action;
import java.util.List;

/**
 * What is to be done with one deployment, and why; <em>keep</em> is a decision without actions, or with upkeep alone.
 *
 * @param detail a sentence for people
 * @param blockers the tasks that hold it up, if tasks do
 * @param actions in the order to be done; after the first that fails the rest is skipped
 */
public record Decision(DeploymentKey key, Reason reason, String detail, List<Blocker> blockers, List<Action> actions) {

    public Decision {
        blockers = List.copyOf(blockers);
        actions = List.copyOf(actions);
    }

    public static Decision keep(DeploymentKey key, Reason reason, String detail) {
        return new Decision(key, reason, detail, List.of(), List.of());
    }

    /** The same decision, whose detail says first what it takes for true. */
    public Decision believing(String belief) {
        return new Decision(key, reason, belief + "; " + detail, blockers, actions);
    }

    public Decision with(List<? extends Action> others) {
        return new Decision(key, reason, detail, blockers, List.copyOf(others));
    }

    /** Whether it scales a service to zero, which MAX_RETIREMENTS counts. */
    public boolean retires() {
        return actions.stream().anyMatch(Action.ScaleToZero.class::isInstance);
    }
}
