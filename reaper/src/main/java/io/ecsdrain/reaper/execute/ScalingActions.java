package io.ecsdrain.reaper.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.AwsClients;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.reaper.plan.Action;
import io.ecsdrain.reaper.plan.Marks;
import io.ecsdrain.reaper.plan.Marks.Suspension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ProtectedTask;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;

/** Takes a service down to zero, with everything that would lift it again held still; and gives an active one back its own. */
final class ScalingActions {

    private static final String DELAY = "deregistration_delay.timeout_seconds";
    /** UpdateTaskProtection takes ten tasks, GetTaskProtection a hundred. */
    private static final int PROTECTION_UPDATE = 10;

    private static final int PROTECTION_READ = 100;

    private final AwsClients clients;
    private final String cluster;
    private final LiveReader reader;
    private final Recheck recheck;
    private final ScalableTargets targets;

    ScalingActions(AwsClients clients, String cluster, LiveReader reader, Recheck recheck) {
        this.clients = clients;
        this.cluster = cluster;
        this.reader = reader;
        this.recheck = recheck;
        this.targets = new ScalableTargets(clients.scaling());
    }

    Outcome suspendScaleIn(DeploymentKey key, Action.SuspendScaleIn suspend) {
        return suspend(key, suspend.serviceArn(), true);
    }

    Outcome suspendAll(DeploymentKey key, Action.SuspendAllScaling suspend) {
        return suspend(key, suspend.serviceArn(), false);
    }

    private Outcome suspend(DeploymentKey key, String serviceArn, boolean scaleInOnly) {
        Optional<String> refuted = recheck.refuted(key, Action.Grounds.DRAINING);
        if (refuted.isPresent()) {
            return new Outcome.Stale(refuted.get());
        }
        Optional<ServiceView> service = Unreadable.require(reader.service(key));
        Optional<ScalingView> target = Unreadable.require(reader.scaling(key));
        if (target.isEmpty()) {
            return Outcome.GONE;
        }
        if (service.filter(found -> found.desiredCount() > 0).isEmpty()) {
            // Registering clamps the count into min..max: at 0 it would start tasks.
            return new Outcome.Done("left alone at desired 0");
        }
        ScalingView now = target.get();
        Suspension wanted =
                scaleInOnly ? new Suspension(true, now.scaleOutSuspended(), now.scheduledSuspended()) : Suspension.ALL;
        if (!service.get().tags().containsKey(Tags.SCALING_WAS)) {
            clients.ecs().tagResource(request -> request.resourceArn(serviceArn)
                    .tags(AwsTags.ecs(Tags.SCALING_WAS, Marks.suspended(now))));
        }
        targets.suspend(now, wanted);
        return Outcome.DONE;
    }

    /** The marks go last: after a crash in between the next run still knows the originals. */
    Outcome restore(DeploymentKey key, Action.RestoreOriginals restore) {
        String value = Unreadable.require(reader.state(key))
                .map(state -> state.value())
                .orElse("");
        Optional<ServiceView> service = Unreadable.require(reader.service(key));
        if (!value.equals(DeploymentState.ACTIVE.word()) || service.isEmpty()) {
            return new Outcome.Stale("its parameter reads " + value);
        }
        int desired = restoreCount(service.get());
        Optional<Suspension> was = Marks.suspension(service.get().tags().get(Tags.SCALING_WAS));
        Optional<ScalingView> target = was.isEmpty() ? Optional.empty() : Unreadable.require(reader.scaling(key));
        if (target.isPresent() && desired > 0) {
            targets.suspend(target.get(), was.get());
        }
        restore.targetGroups().forEach(this::restoreDelay);
        List<String> settled = new ArrayList<>(List.of(Tags.DESIRED_COUNT, Tags.DRAIN_STARTED_AT));
        // At desired 0 scaling is still suspended, and only the mark says that it was us.
        if (target.isEmpty() || desired > 0) {
            settled.add(Tags.SCALING_WAS);
        }
        clients.ecs().untagResource(request -> request.resourceArn(restore.serviceArn())
                .tagKeys(settled));
        return Outcome.DONE;
    }

    private int restoreCount(ServiceView service) {
        Optional<Integer> original = Marks.count(service.tags().get(Tags.DESIRED_COUNT));
        if (service.desiredCount() > 0 || original.isEmpty()) {
            return service.desiredCount();
        }
        setDesired(service.name(), original.get());
        return original.get();
    }

    private void restoreDelay(String groupArn) {
        Unreadable.require(reader.targetGroup(groupArn))
                .map(group -> group.tags().get(Tags.DEREGISTRATION_DELAY))
                .flatMap(Marks::count)
                .ifPresent(seconds -> {
                    setDelay(groupArn, seconds);
                    clients.elb().removeTags(request -> request.resourceArns(groupArn)
                            .tagKeys(Tags.DEREGISTRATION_DELAY));
                });
    }

    /** Best asked first: most tasks are not protected, and one question covers ten times as many tasks as one answer. */
    Outcome clearProtection(Action.ClearTaskProtection clear) {
        List<String> isProtected = Batches.of(clear.taskArns(), PROTECTION_READ).stream()
                .flatMap(
                        batch -> clients
                                .ecs()
                                .getTaskProtection(
                                        request -> request.cluster(cluster).tasks(batch))
                                .protectedTasks()
                                .stream())
                .filter(task -> Boolean.TRUE.equals(task.protectionEnabled()))
                .map(ProtectedTask::taskArn)
                .toList();
        Batches.of(isProtected, PROTECTION_UPDATE).forEach(batch -> clients.ecs()
                .updateTaskProtection(
                        request -> request.cluster(cluster).tasks(batch).protectionEnabled(false)));
        return isProtected.isEmpty() ? Outcome.GONE : Outcome.DONE;
    }

    /** Not for a deployment that is wanted back: what is stopped while it serves would be cut after seconds. */
    Outcome lowerDelay(DeploymentKey key, Action.LowerDeregistrationDelay lower) {
        Optional<String> obstacle = recheck.refuted(key, Action.Grounds.DRAINING)
                .or(() -> recheck.reachable(key, new Action.Ways(lower.targetGroups(), List.of())));
        if (obstacle.isPresent()) {
            return new Outcome.Stale(obstacle.get());
        }
        lower.targetGroups().forEach(arn -> setDelay(arn, lower.seconds()));
        return Outcome.DONE;
    }

    private void setDelay(String groupArn, int seconds) {
        clients.elb().modifyTargetGroupAttributes(request -> request.targetGroupArn(groupArn)
                .attributes(AwsTags.attribute(DELAY, Integer.toString(seconds))));
    }

    Outcome toZero(DeploymentKey key, Action.ScaleToZero zero) {
        // A half-created one was never parked, but has no task that its rules could lead to.
        Optional<String> obstacle = recheck.refuted(key, zero.grounds())
                .or(() -> zero.grounds() == Action.Grounds.HALF_CREATED
                        ? recheck.runningTask(key).or(() -> recheck.routed(key, zero.ways()))
                        : recheck.reachable(key, zero.ways()));
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
