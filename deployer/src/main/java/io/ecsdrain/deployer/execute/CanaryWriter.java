package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.verb.Stopped;
import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.execute.write.DefaultActionWriter;
import io.ecsdrain.lifecycle.execute.write.ParameterWriter;
import io.ecsdrain.lifecycle.execute.write.ScalableTargetWriter;
import io.ecsdrain.lifecycle.execute.write.ServiceWriter;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import io.ecsdrain.lifecycle.plan.facts.Suspension;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the mark and the shares of a canary, and keeps the tasks of the live deployment. */
public final class CanaryWriter {

    private final LiveReader live;
    private final ServiceWriter services;
    private final ParameterWriter parameters;
    private final ScalableTargetWriter scaling;
    private final DefaultActionWriter defaultActions;

    public CanaryWriter(AwsClients clients, String cluster, Sleeper waiting) {
        this.parameters = new ParameterWriter(clients.ssm(), waiting);
        this.live = new LiveReader(clients, cluster);
        this.services = new ServiceWriter(clients.ecs(), cluster);
        this.scaling = new ScalableTargetWriter(clients.scaling(), services);
        this.defaultActions = new DefaultActionWriter(clients.elb());
    }

    /** @throws Unreadable if it could not be read */
    public ServiceView service(DeploymentKey key) {
        return live.service(key)
                .require("service " + key.serviceName())
                .orElseThrow(
                        () -> new Stopped(ExitCode.REFUSED, "service " + key.serviceName() + " was deleted meanwhile"));
    }

    /**
     * Keeps alarms from taking tasks of the live deployment away: with fewer clients it looks idle, and all may come
     * back to it. What was suspended before is noted first; the reaper gives it back once no canary goes on.
     *
     * <p>An older note is left alone, and so is the scaling: a run of the reaper that began before the canary may be
     * about to take the note off, and what was suspended by then would stay so for ever. The next step looks again.
     */
    public void keepTasks(DeploymentKey liveOne) {
        ServiceView service = service(liveOne);
        live.scaling(liveOne)
                .require("scalable target of " + service.name())
                .filter(target -> service.desiredCount() > 0
                        && !target.scaleInSuspended()
                        && !service.tags().containsKey(Tags.SCALING_WAS))
                .ifPresent(target ->
                        scaling.hold(service, target, Suspension.of(target).expecting()));
    }

    public void mark(String serviceArn, CanaryMark mark) {
        services.tag(serviceArn, Map.of(Tags.CANARY, mark.text()));
    }

    /** Makes one drain that is ended; false if it has a state, which stands. */
    public boolean drain(DeploymentKey key) {
        return parameters.create(key.stateParameter(), DeploymentState.DRAINING.word());
    }

    /**
     * Has the listener's default action forward to both by the weights of the step. Without stickiness of the group: a
     * client that comes back matches a rule of the deployment it began on.
     *
     * @throws Stopped if it leads to anything else by now
     */
    public void share(String listenerArn, String liveGroup, String canaryGroup, CanaryMark mark) {
        LiveListener listener = Unreadable.require("listener " + listenerArn, live.listeners(List.of(listenerArn)))
                .get(0);
        List<ForwardTarget> now = listener.defaultTargets();
        if (now.isEmpty()
                || now.stream().filter(target -> target.weight() > 0).anyMatch(target -> !Set.of(liveGroup, canaryGroup)
                        .contains(target.targetGroupArn()))) {
            throw new Stopped(
                    ExitCode.REFUSED,
                    "the default action of " + listenerArn + " leads elsewhere by now: it is left alone");
        }
        int percent = mark.steps().step(mark.step()).percent();
        defaultActions.share(
                listener,
                List.of(new ForwardTarget(liveGroup, 100 - percent), new ForwardTarget(canaryGroup, percent)));
    }
}
