package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.execute.write.Writers;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.facts.Suspension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;

/** Takes a service down to zero, with everything that would lift it again held still. */
final class ScalingActions {

    private final Writers writers;
    private final RoundReader reader;
    private final Preconditions recheck;
    private final ReadinessAgain readiness;

    /** @param readiness asked of a deployment whose tasks have answered a fence */
    ScalingActions(Writers writers, RoundReader reader, Preconditions recheck, ReadinessAgain readiness) {
        this.writers = writers;
        this.reader = reader;
        this.recheck = recheck;
        this.readiness = readiness;
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
        Optional<ServiceView> service = reader.service(key).require();
        Optional<ScalingView> target = reader.scaling(key).require();
        if (target.isEmpty()) {
            return Outcome.GONE;
        }
        if (service.filter(found -> found.desiredCount() > 0).isEmpty()) {
            return new Outcome.Done("left alone at desired 0");
        }
        ScalingView now = target.get();
        Suspension wanted = scaleInOnly ? Suspension.of(now).draining() : Suspension.ALL;
        writers.scalableTargets().hold(service.get(), now, wanted);
        return Outcome.DONE;
    }

    /** Rebalancing stops tasks, sessions or not, whenever the zones seem uneven. */
    Outcome stopRebalancing(DeploymentKey key, Action.StopRebalancing stop) {
        Optional<String> refuted = recheck.refuted(key, Grounds.DRAINING);
        if (refuted.isPresent()) {
            return new Outcome.Stale(refuted.get());
        }
        Optional<ServiceView> service = reader.service(key).require();
        if (service.filter(ServiceView::rebalances).isEmpty()) {
            return Outcome.GONE;
        }
        if (!service.get().tags().containsKey(Tags.REBALANCING_WAS)) {
            writers.services()
                    .tag(
                            stop.serviceArn(),
                            Map.of(Tags.REBALANCING_WAS, AvailabilityZoneRebalancing.ENABLED.toString()));
        }
        writers.services().setRebalancing(key.serviceName(), AvailabilityZoneRebalancing.DISABLED);
        return Outcome.DONE;
    }

    /**
     * Not for a deployment that is wanted back: protection may be all that keeps a scale-in from its sessions. Asked
     * first whether there is any: most tasks are not protected, and one question covers ten times as many tasks as one
     * answer.
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
        writers.services().clearProtection(isProtected);
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
        longer.forEach(arn -> writers.targetGroups().setDelay(arn, lower.seconds()));
        return longer.isEmpty() ? Outcome.GONE : Outcome.DONE;
    }

    Outcome toZero(DeploymentKey key, Action.ScaleToZero zero) {
        Optional<String> obstacle = zero.fence()
                .flatMap(fence -> askedAgain(key))
                .or(() -> standsAgainst(key, zero))
                .or(() -> recheck.changedMeanwhile(key, zero.grounds(), zero.state()));
        if (obstacle.isPresent()) {
            return new Outcome.Stale(obstacle.get());
        }
        try {
            writers.services().setDesired(key.serviceName(), 0);
            return Outcome.DONE;
        } catch (ServiceNotFoundException | ServiceNotActiveException gone) {
            return Outcome.GONE;
        }
    }

    private Optional<String> standsAgainst(DeploymentKey key, Action.ScaleToZero zero) {
        // A half-created one was never parked, but has no task, or none but dying ones, that its rules could lead to.
        return zero.grounds() == Grounds.HALF_CREATED
                ? recheck.refuted(key, zero.grounds(), zero.state())
                        .or(() -> recheck.runningTask(key, zero.dying()))
                        .or(() -> recheck.routed(key, zero.attachments()))
                : recheck.needed(key, zero.attachments(), zero.state()).or(() -> recheck.fenceGone(key, zero));
    }

    /**
     * Before all else that is read again: the lines of many tasks take long to read, and what was read before them
     * would be old.
     */
    private Optional<String> askedAgain(DeploymentKey key) {
        Optional<String> refuted = readiness.refuted(key);
        reader.forget();
        return refuted;
    }
}
