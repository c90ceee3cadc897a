package io.ecsdrain.lifecycle.plan.converge;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;

/** One write that <em>converge</em> wants made; data only. */
public sealed interface ConvergeWrite {

    DeploymentKey key();

    /** What it writes, as a phrase: reports and messages show it. */
    @Override
    String toString();

    /** Writes the state parameter, creating it if need be. */
    record PutState(DeploymentKey key, DeploymentState state) implements ConvergeWrite {
        @Override
        public String toString() {
            return "parameter " + key.stateParameter() + " = " + state.word();
        }
    }

    /** Makes a canary drain that is to go no further; never overwrites a state. */
    record EndCanary(DeploymentKey key) implements ConvergeWrite {
        @Override
        public String toString() {
            return "parameter " + key.stateParameter() + " = " + DeploymentState.DRAINING.word()
                    + ": its canary is ended";
        }
    }

    /** Gives a service the desired count back that our own mark says it had before we scaled it down. */
    record RestoreDesired(DeploymentKey key, int desiredCount) implements ConvergeWrite {
        @Override
        public String toString() {
            return "desired count of " + key.serviceName() + " back to " + desiredCount;
        }
    }

    /** Points a listener's default action at the live deployment's target group, alone. */
    record PointDefaultAction(DeploymentKey key, String listenerArn, String targetGroupArn) implements ConvergeWrite {
        @Override
        public String toString() {
            return "default action of " + listenerArn + " forwards to " + targetGroupArn;
        }
    }
}
