package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.execute.write.ScalableTargetWriter.GivenBack;
import io.ecsdrain.lifecycle.execute.write.Writers;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.facts.Suspension;
import io.ecsdrain.lifecycle.plan.facts.TagCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;

/**
 * Gives back what retirement took, as our marks have it: count, scaling, rebalancing and delay to one that is active
 * again, the sharp edges to one that goes on draining.
 */
final class GiveBackActions {

    private final Writers writers;
    private final RoundReader reader;
    private final Preconditions recheck;

    GiveBackActions(Writers writers, RoundReader reader, Preconditions recheck) {
        this.writers = writers;
        this.reader = reader;
        this.recheck = recheck;
    }

    /** The marks go last: after a crash in between the next run still knows the originals. */
    Outcome restore(DeploymentKey key, Action.RestoreOriginals restore) {
        Optional<String> refuted = notActive(key);
        Optional<ServiceView> service = reader.service(key).require();
        if (refuted.isPresent() || service.isEmpty()) {
            return new Outcome.Stale(refuted.orElse("its service is gone"));
        }
        int desired = count(service.get());
        Optional<ScalingView> target = scaling(key, service.get());
        Optional<GivenBack> given = target.filter(any -> desired > 0 && restore.scaling())
                .map(found -> writers.scalableTargets().giveBack(service.get(), found, desired));
        rebalancing(service.get());
        restore.targetGroups().forEach(group -> delay(group, true));
        List<String> settled = new ArrayList<>(
                List.of(Tags.DESIRED_COUNT, Tags.REBALANCING_WAS, Tags.DRAIN_STARTED_AT, Tags.DRAIN_SEEN, Tags.KEPT));
        // Otherwise scaling is still suspended, and only the mark says that it was us.
        if (target.isEmpty() || given.isPresent()) {
            settled.add(Tags.SCALING_WAS);
        }
        if (target.isEmpty() || given.filter(GivenBack::settled).isPresent()) {
            settled.add(Tags.SCALING_BOUNDS);
        }
        // Not what another program has noted since: it knows an original that this one does not.
        settled.retainAll(service.get().tags().keySet());
        untag(restore.serviceArn(), settled);
        return Outcome.DONE;
    }

    /** Success without a write is {@link Outcome#GONE}. */
    Outcome giveBack(DeploymentKey key, Action.GiveBackOriginals give) {
        Optional<String> refuted = notActive(key);
        Optional<ServiceView> service = reader.service(key).require();
        if (refuted.isPresent() || service.isEmpty()) {
            return new Outcome.Stale(refuted.orElse("its service is gone"));
        }
        int desired = count(service.get());
        boolean wrote = desired != service.get().desiredCount();
        wrote |= desired > 0
                && scaling(key, service.get())
                        .filter(target -> writers.scalableTargets()
                                .giveBack(service.get(), target, desired)
                                .wrote())
                        .isPresent();
        wrote |= rebalancing(service.get());
        for (String group : give.targetGroups()) {
            wrote |= delay(group, false);
        }
        // Its next drain, however soon, is a new one: with this stamp it would be over MAX_AGE too early.
        if (service.get().tags().containsKey(Tags.DRAIN_STARTED_AT)) {
            untag(give.serviceArn(), List.of(Tags.DRAIN_STARTED_AT, Tags.DRAIN_SEEN));
            wrote = true;
        }
        return wrote ? Outcome.DONE : Outcome.GONE;
    }

    /** Scale-in and schedules stay suspended, and the mark of what it was stays with it. */
    Outcome release(DeploymentKey key, Action.ReleaseHold release) {
        Optional<String> refuted = recheck.refuted(key, Grounds.DRAINING);
        Optional<ServiceView> service = reader.service(key).require();
        if (refuted.isPresent() || service.isEmpty()) {
            return new Outcome.Stale(refuted.orElse("its service is gone"));
        }
        release.targetGroups().forEach(group -> delay(group, true));
        Optional<Suspension> was = Suspension.parse(service.get().tags().get(Tags.SCALING_WAS));
        if (was.isPresent() && service.get().desiredCount() > 0) {
            scaling(key, service.get()).ifPresent(target -> writers.scalableTargets()
                    .hold(service.get(), target, was.get().draining()));
        }
        return Outcome.DONE;
    }

    private Optional<String> notActive(DeploymentKey key) {
        String value = reader.state(key).require().map(state -> state.value()).orElse("");
        return value.equals(DeploymentState.ACTIVE.word())
                ? Optional.empty()
                : Optional.of("its parameter reads " + value);
    }

    /** Its scalable target, if we ever touched it. */
    private Optional<ScalingView> scaling(DeploymentKey key, ServiceView service) {
        return service.tags().containsKey(Tags.SCALING_WAS) || service.tags().containsKey(Tags.SCALING_BOUNDS)
                ? reader.scaling(key).require()
                : Optional.empty();
    }

    /** Enabled again if it was before; returns whether there was anything to change. */
    private boolean rebalancing(ServiceView service) {
        String enabled = AvailabilityZoneRebalancing.ENABLED.toString();
        if (service.rebalances() || !enabled.equals(service.tags().get(Tags.REBALANCING_WAS))) {
            return false;
        }
        writers.services().setRebalancing(service.name(), AvailabilityZoneRebalancing.ENABLED);
        return true;
    }

    private int count(ServiceView service) {
        Optional<Integer> original = TagCodec.count(service.tags().get(Tags.DESIRED_COUNT));
        if (service.desiredCount() > 0 || original.isEmpty()) {
            return service.desiredCount();
        }
        writers.services().setDesired(service.name(), original.get());
        return original.get();
    }

    private boolean delay(String groupArn, boolean settle) {
        Optional<Map<String, String>> tags = reader.tagsOfTargetGroup(groupArn).require();
        Optional<Integer> original = tags.flatMap(found -> TagCodec.count(found.get(Tags.DEREGISTRATION_DELAY)));
        if (original.isEmpty()) {
            return false;
        }
        boolean lowered = !reader.deregistrationDelay(groupArn).isKnownAnd(original.get()::equals);
        if (lowered) {
            writers.targetGroups().setDelay(groupArn, original.get());
        }
        if (settle) {
            writers.targetGroups().forgetDelay(groupArn);
        }
        return lowered;
    }

    private void untag(String serviceArn, Collection<String> tags) {
        writers.services().untag(serviceArn, tags);
    }
}
