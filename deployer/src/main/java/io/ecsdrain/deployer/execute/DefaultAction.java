package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.plan.activate.Owners;
import io.ecsdrain.deployer.plan.activate.Pointing;
import io.ecsdrain.deployer.plan.verb.Stopped;
import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.ActionsAgain;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.Front;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.inventory.observe.Fronts;
import io.ecsdrain.lifecycle.execute.write.DefaultActionWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;

/** Sends new clients to a deployment, unless another name's are to go where they go now. */
public final class DefaultAction {

    private static final int LOOKS = 3;

    private final DefaultActionWriter writer;
    private final LiveReader live;

    public DefaultAction(AwsClients clients, String cluster) {
        this.writer = new DefaultActionWriter(clients.elb());
        this.live = new LiveReader(clients, cluster);
    }

    /** Why the default action must not be taken over, as of now; empty if it serves this name or none. */
    public Optional<String> foreign(DeploymentKey key, String listenerArn) {
        return foreign(key, read(listenerArn));
    }

    /**
     * Makes the listener's default action forward to the target group alone; actions before the last, such as
     * authentication, stay. Returns false if it does so already.
     *
     * @throws Stopped if it serves another name by now, or does not hold still: it was read again just before
     */
    public boolean point(DeploymentKey key, Pointing pointing) {
        for (int look = 0; look < LOOKS; look++) {
            LiveListener listener = read(pointing.listenerArn());
            if (leadsTo(pointing.groupArn(), listener)) {
                return false;
            }
            foreign(key, listener).ifPresent(why -> {
                throw new Stopped(ExitCode.REFUSED, why);
            });
            // To learn whose it is took reads of its own, and it may have become another's meanwhile.
            if (read(pointing.listenerArn())
                    .raw()
                    .defaultActions()
                    .equals(listener.raw().defaultActions())) {
                writer.point(listener, pointing.groupArn());
                return true;
            }
        }
        throw new Stopped(
                ExitCode.REFUSED,
                "the default action of " + pointing.listenerArn() + " keeps being changed by another program");
    }

    /**
     * Writes a default action that has clients log in as it is, unless it leads to {@code groupArn} already. What AWS
     * refuses about that, it refuses before anything else is written. Shares of a canary are not written: they show
     * that it can be written, and the canary may have been ended since they were read.
     *
     * @throws Stopped if AWS refuses it
     */
    public void rehearse(String listenerArn, Optional<String> groupArn) {
        LiveListener listener = read(listenerArn);
        boolean there = groupArn.filter(arn -> leadsTo(arn, listener)).isPresent();
        if (there
                || isShared(listener)
                || listener.raw().defaultActions().stream().noneMatch(ActionsAgain::isLogin)) {
            return;
        }
        try {
            writer.rehearse(listener);
        } catch (ElasticLoadBalancingV2Exception refused) {
            if (refused.statusCode() >= 500 || refused.isThrottlingException()) {
                throw refused;
            }
            throw new Stopped(
                    ExitCode.REFUSED,
                    "listener " + listenerArn
                            + " has its clients log in, and AWS does not let its default action be written,"
                            + " not even as it is: " + refused.awsErrorDetails().errorCode() + ": "
                            + refused.awsErrorDetails().errorMessage());
        }
    }

    private static boolean isShared(LiveListener listener) {
        return listener.defaultTargets().stream()
                        .filter(target -> target.weight() > 0)
                        .count()
                > 1;
    }

    private static boolean leadsTo(String groupArn, LiveListener listener) {
        List<ForwardTarget> targets = listener.defaultTargets();
        return targets.size() == 1
                && targets.get(0).targetGroupArn().equals(groupArn)
                && targets.get(0).weight() > 0;
    }

    private LiveListener read(String listenerArn) {
        return Unreadable.require("listener " + listenerArn, live.listeners(List.of(listenerArn)))
                .get(0);
    }

    private Optional<String> foreign(DeploymentKey key, LiveListener listener) {
        Front front = Fronts.of(listener.raw());
        if (front.answersItself()) {
            return Pointing.refusal(front, List.of());
        }
        Map<String, DeploymentKey> owners = new HashMap<>();
        Map<DeploymentKey, ServiceView> services =
                Unreadable.require("the services of " + key.name(), live.services(key.name()));
        services.forEach((owner, service) -> service.targetGroupArns().forEach(arn -> owners.put(arn, owner)));
        listener.defaultTargets().forEach(target -> live.targetGroup(target.targetGroupArn())
                .require("target group " + target.targetGroupArn())
                .flatMap(group -> DeploymentKey.fromTags(group.tags()))
                .ifPresent(owner -> owners.put(target.targetGroupArn(), owner)));
        List<String> foreign = new Owners(owners, Owners.moved(services.values()))
                .foreign(key.name(), listener.arn(), listener.defaultTargets());
        return foreign.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", foreign));
    }
}
