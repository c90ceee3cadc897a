package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.execute.write.DefaultActionWriter;
import io.ecsdrain.lifecycle.execute.write.ParameterWriter;
import io.ecsdrain.lifecycle.execute.write.ServiceWriter;
import io.ecsdrain.lifecycle.plan.converge.ConvergeView;
import io.ecsdrain.lifecycle.plan.converge.ConvergeWrite;
import io.ecsdrain.lifecycle.plan.facts.LiveElection;
import java.util.List;
import java.util.Optional;

/** Makes the writes of converge. Throws what AWS answers; the next pass sees what came of it. */
final class ConvergeWriter {

    private final LiveReader reader;
    private final ServiceWriter services;
    private final ParameterWriter parameters;
    private final DefaultActionWriter defaultActions;

    ConvergeWriter(AwsClients clients, String cluster, Sleeper waiting) {
        this.reader = new LiveReader(clients, cluster);
        this.services = new ServiceWriter(clients.ecs(), cluster);
        this.parameters = new ParameterWriter(clients.ssm(), waiting);
        this.defaultActions = new DefaultActionWriter(clients.elb());
    }

    /** Returns whether it was written: not if what it rests on has changed since {@code view} was read. */
    boolean write(ConvergeWrite write, ConvergeView view) {
        if (write instanceof ConvergeWrite.PutState put) {
            parameters.overwrite(put.key().stateParameter(), put.state().word());
        } else if (write instanceof ConvergeWrite.RestoreDesired restore) {
            services.setDesired(restore.key().serviceName(), restore.desiredCount());
        } else if (write instanceof ConvergeWrite.PointDefaultAction point) {
            return pointDefaultAction(point, view);
        } else if (write instanceof ConvergeWrite.EndCanary end) {
            return endCanary(end.key(), view);
        }
        return true;
    }

    /**
     * A program that pointed it elsewhere since, to another name's deployment or to a page of its own, is not overruled
     * on what was read before.
     */
    private boolean pointDefaultAction(ConvergeWrite.PointDefaultAction point, ConvergeView view) {
        if (!isToServe(point.key(), Unreadable.require(reader.parameters(view.name())))) {
            return false;
        }
        LiveListener listener = Unreadable.require(reader.listeners(List.of(point.listenerArn())))
                .get(0);
        List<ForwardTarget> seen = view.listeners().stream()
                .filter(each -> each.listenerArn().equals(point.listenerArn()))
                .flatMap(each -> each.forwards().stream())
                .toList();
        if (!listener.defaultTargets().equals(seen) || seen.isEmpty() && !listener.isVacant()) {
            return false;
        }
        defaultActions.point(listener, point.targetGroupArn());
        return true;
    }

    /** Its deployer may have made it live meanwhile. */
    private boolean endCanary(DeploymentKey key, ConvergeView view) {
        NameParameters now = Unreadable.require(reader.parameters(view.name()));
        return LiveElection.winner(view.name(), now.register(), now.states()).equals(view.winner())
                && parameters.create(key.stateParameter(), DeploymentState.DRAINING.word());
    }

    /**
     * Not one that a rollback has taken the register from since, nor one that an actor with an older look has made
     * draining: its app turns new clients away, and the next pass makes it active before it leads them there.
     */
    private static boolean isToServe(DeploymentKey key, NameParameters parameters) {
        return LiveElection.winner(key.name(), parameters.register(), parameters.states())
                        .equals(Optional.of(key))
                && Optional.ofNullable(parameters.states().get(key))
                        .filter(state -> !LiveElection.isActive(state))
                        .isEmpty();
    }
}
