package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Batches;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.execute.write.ScalableTargetWriter;
import io.ecsdrain.lifecycle.execute.write.SdkTags;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.facts.Suspension;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** Takes a service down to zero, with everything that would lift it again held still. */
final class ScalingActions {

    private static final String DELAY = "deregistration_delay.timeout_seconds";

    /** UpdateTaskProtection takes ten tasks, GetTaskProtection a hundred. */
    private static final int PROTECTION_UPDATE = 10;

    private final AwsClients clients;
    private final String cluster;
    private final RoundReader reader;
    private final Preconditions recheck;
    private final ScalableTargetWriter targets;

    ScalingActions(AwsClients clients, String cluster, RoundReader reader, Preconditions recheck) {
        this.clients = clients;
        this.cluster = cluster;
        this.reader = reader;
        this.recheck = recheck;
        this.targets = new ScalableTargetWriter(clients);
    }

    Outcome suspendScaleIn(DeploymentKey key, Action.SuspendScaleIn suspend) {
        return suspend(key, Grounds.DRAINING, true);
    }

    Outcome suspendAll(DeploymentKey key, Action.SuspendAllScaling suspend) {
        return suspend(key, suspend.grounds(), false);
    }

    private Outcome suspend(DeploymentKey key, Grounds grounds, boolean scaleInOnly) {
        Optional<String> refuted = recheck.refuted(key, grounds);
        if (refuted.isPresent()) {
            return new Outcome.Stale(refuted.get());
        }
        Optional<ServiceView> service = Unreadable.require(reader.service(key));
        Optional<ScalingView> target = Unreadable.require(reader.scaling(key));
        if (target.isEmpty()) {
            return Outcome.GONE;
        }
        if (service.filter(found -> found.desiredCount() > 0).isEmpty()) {
            return new Outcome.Done("left alone at desired 0");
        }
        ScalingView now = target.get();
        Suspension wanted = scaleInOnly ? Suspension.of(now).draining() : Suspension.ALL;
        targets.hold(service.get(), now, wanted);
        return Outcome.DONE;
    }

    /** Rebalancing stops tasks, sessions or not, whenever the zones seem uneven. To switch it off starts no deployment. */
    Outcome stopRebalancing(DeploymentKey key, Action.StopRebalancing stop) {
        Optional<String> refuted = recheck.refuted(key, Grounds.DRAINING);
        if (refuted.isPresent()) {
            return new Outcome.Stale(refuted.get());
        }
        Optional<ServiceView> service = Unreadable.require(reader.service(key));
        if (service.filter(ServiceView::rebalances).isEmpty()) {
            return Outcome.GONE;
        }
        if (!service.get().tags().containsKey(Tags.REBALANCING_WAS)) {
            clients.ecs().tagResource(request -> request.resourceArn(stop.serviceArn())
                    .tags(SdkTags.ecs(Tags.REBALANCING_WAS, AvailabilityZoneRebalancing.ENABLED.toString())));
        }
        clients.ecs().updateService(request -> request.cluster(cluster)
                .service(key.serviceName())
                .availabilityZoneRebalancing(AvailabilityZoneRebalancing.DISABLED));
        return Outcome.DONE;
    }

    /**
     * Not for a deployment that is wanted back: protection may be all that keeps a scale-in from its sessions. Asked first whether
     * there is any: most tasks are not protected, and one question covers ten times as many tasks as one answer.
     */
    Outcome clearProtection(DeploymentKey key, Action.ClearTaskProtection clear) {
        Optional<String> refuted = recheck.refuted(key, clear.grounds());
        if (refuted.isPresent()) {
            return new Outcome.Stale(refuted.get());
        }
        Set<String> ids = Unreadable.require(reader.protectedTasks());
        List<String> isProtected = clear.taskArns().stream()
                .filter(task -> ids.contains(task.substring(task.lastIndexOf('/') + 1)))
                .toList();
        Batches.of(isProtected, PROTECTION_UPDATE).forEach(batch -> clients.ecs()
                .updateTaskProtection(
                        request -> request.cluster(cluster).tasks(batch).protectionEnabled(false)));
        return isProtected.isEmpty() ? Outcome.GONE : Outcome.DONE;
    }

    /**
     * Not for a deployment that is wanted back: what is stopped while it serves would be cut after seconds. A delay
     * that is shorter already stays.
     */
    Outcome lowerDelay(DeploymentKey key, Action.LowerDeregistrationDelay lower) {
        Optional<String> obstacle = recheck.refuted(key, Grounds.DRAINING)
                .or(() -> recheck.reachable(key, new Attachments(lower.targetGroups(), List.of())));
        if (obstacle.isPresent()) {
            return new Outcome.Stale(obstacle.get());
        }
        List<String> longer = lower.targetGroups().stream()
                .filter(arn -> Unreadable.require(reader.deregistrationDelay(arn)) > lower.seconds())
                .toList();
        longer.forEach(arn -> setDelay(clients.elb(), arn, lower.seconds()));
        return longer.isEmpty() ? Outcome.GONE : Outcome.DONE;
    }

    static void setDelay(ElasticLoadBalancingV2Client elb, String groupArn, int seconds) {
        elb.modifyTargetGroupAttributes(request ->
                request.targetGroupArn(groupArn).attributes(SdkTags.attribute(DELAY, Integer.toString(seconds))));
    }

    Outcome toZero(DeploymentKey key, Action.ScaleToZero zero) {
        // A half-created one was never parked, but has no task, or none but dying ones, that its rules could lead to.
        Optional<String> obstacle = zero.grounds() == Grounds.HALF_CREATED
                ? recheck.refuted(key, zero.grounds(), zero.state())
                        .or(() -> recheck.runningTask(key, zero.dying()))
                        .or(() -> recheck.routed(key, zero.attachments()))
                : recheck.needed(key, zero.attachments(), zero.state());
        if (obstacle.isPresent()) {
            return new Outcome.Stale(obstacle.get());
        }
        try {
            setDesired(key.serviceName(), 0);
            return Outcome.DONE;
        } catch (ServiceNotFoundException | ServiceNotActiveException gone) {
            return Outcome.GONE;
        }
    }

    private void setDesired(String service, int count) {
        clients.ecs()
                .updateService(
                        request -> request.cluster(cluster).service(service).desiredCount(count));
    }
}
