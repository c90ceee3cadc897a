package io.ecsdrain.lifecycle.plan.action;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.lifecycle.plan.facts.LiveElection;
import java.util.Optional;

/** Whether register and state, as they are just before a step, still bear out the grounds that it was decided on. */
public final class GroundsCheck {

    private GroundsCheck() {}

    /**
     * Why the step must not be done; empty if they do.
     *
     * @param seen if it is there, the write of the state that was decided on: a later one stands against the step
     * @param now what is read just before
     */
    public static Optional<String> refuted(
            DeploymentKey key, Grounds grounds, Optional<ParameterView> seen, NameParameters now) {
        if (LiveElection.winner(key.name(), now.register(), now.states())
                .filter(key::equals)
                .isPresent()) {
            return Optional.of("it is to be live now");
        }
        Optional<ParameterView> state = Optional.ofNullable(now.states().get(key));
        boolean draining =
                state.filter(found -> found.says(DeploymentState.DRAINING)).isPresent();
        boolean asPlanned =
                switch (grounds) {
                    case DRAINING -> draining;
                    case HALF_CREATED, UNMARKED -> state.isEmpty();
                    case RETIRED, LEFTOVER -> draining || state.isEmpty();
                };
        if (!asPlanned) {
            return Optional.of(
                    "its parameter reads " + state.map(ParameterView::value).orElse("nothing"));
        }
        // Also with the same word: a drain that was called off and begun again knows of sessions that came between.
        return seen.isPresent() && !seen.equals(state)
                ? Optional.of("its parameter was written again")
                : Optional.empty();
    }
}
