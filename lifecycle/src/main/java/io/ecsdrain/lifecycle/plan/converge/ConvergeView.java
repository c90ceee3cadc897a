package io.ecsdrain.lifecycle.plan.converge;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.lifecycle.plan.facts.LiveElection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one pass of <em>converge</em> looks at, all read within that pass.
 *
 * @param name the deployment name
 * @param register {@code /apps/<name>/live}; empty where it does not exist
 * @param states the state parameters of the name
 * @param service of the deployment that is to be live; empty if it does not exist
 * @param targetGroup the live deployment's target group, if it has exactly one that is tagged for it
 * @param targets that group's targets
 * @param listeners those of the load balancer that the group hangs on
 * @param elsewhere those of other load balancers that groups of other deployments hang on which do not drain
 * @param groupsOfName target groups of the name's deployments, by ARN
 * @param canaries those of the name's deployments without a state that a default action leads to and that are marked as
 *     canaries, and whether each goes on
 */
public record ConvergeView(
        String name,
        Optional<ParameterView> register,
        Map<DeploymentKey, ParameterView> states,
        Optional<ServiceView> service,
        Optional<String> targetGroup,
        List<Target> targets,
        List<DefaultAction> listeners,
        List<DefaultAction> elsewhere,
        Map<String, DeploymentKey> groupsOfName,
        Map<DeploymentKey, Boolean> canaries) {

    public ConvergeView {
        states = Map.copyOf(states);
        targets = List.copyOf(targets);
        listeners = List.copyOf(listeners);
        elsewhere = List.copyOf(elsewhere);
        groupsOfName = Map.copyOf(groupsOfName);
        canaries = Map.copyOf(canaries);
    }

    /** Without a canary. */
    public ConvergeView(
            String name,
            Optional<ParameterView> register,
            Map<DeploymentKey, ParameterView> states,
            Optional<ServiceView> service,
            Optional<String> targetGroup,
            List<Target> targets,
            List<DefaultAction> listeners,
            List<DefaultAction> elsewhere,
            Map<String, DeploymentKey> groupsOfName) {
        this(name, register, states, service, targetGroup, targets, listeners, elsewhere, groupsOfName, Map.of());
    }

    /**
     * A listener's default action.
     *
     * @param forwards its members; empty if it does something else than forward
     * @param lost whether it answers, in the baseline's words, that no deployment is live, though a rule of the one
     *     that is to be live stands on the listener: CloudFormation sent the baseline's action again
     * @param serving whether it may lead to a healthy target; false only if that is known
     */
    public record DefaultAction(String listenerArn, List<ForwardTarget> forwards, boolean lost, boolean serving) {
        public DefaultAction {
            forwards = List.copyOf(forwards);
        }

        public DefaultAction(String listenerArn, List<ForwardTarget> forwards) {
            this(listenerArn, forwards, false, true);
        }
    }

    /** The same with these targets. */
    public ConvergeView with(List<Target> others) {
        return new ConvergeView(
                name, register, states, service, targetGroup, others, listeners, elsewhere, groupsOfName, canaries);
    }

    /** Who is to be live. */
    public Optional<DeploymentKey> winner() {
        return LiveElection.winner(name, register, states);
    }
}
