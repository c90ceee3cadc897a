package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.execute.write.Writers;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.facts.Suspension;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes our marks: tags on services and target groups, and the parameter of a half-created deployment. */
final class MarkActions {

    private final Writers writers;
    private final RoundReader reader;
    private final Preconditions recheck;

    MarkActions(Writers writers, RoundReader reader, Preconditions recheck) {
        this.writers = writers;
        this.reader = reader;
        this.recheck = recheck;
    }

    Outcome stamp(DeploymentKey key, Action.StampDrainStart stamp) {
        Optional<String> refuted = recheck.refuted(key, Grounds.DRAINING);
        if (refuted.isPresent()) {
            return new Outcome.Stale(refuted.get());
        }
        tag(stamp.serviceArn(), Map.of(Tags.DRAIN_STARTED_AT, stamp.at().toString(), Tags.DRAIN_SEEN, stamp.seen()));
        return Outcome.DONE;
    }

    Outcome repair(DeploymentKey key, Action.RepairTag repair) {
        String value = reader.state(key).require().map(state -> state.value()).orElse("");
        if (!value.equals(repair.state().word())) {
            return new Outcome.Stale("its parameter reads " + value);
        }
        tag(repair.serviceArn(), Map.of(Tags.STATE, repair.state().word()));
        return Outcome.DONE;
    }

    /** Each is written once: a second run after a crash would take our own changes for originals. */
    Outcome writeOriginals(DeploymentKey key, Action.WriteOriginals write) {
        Optional<String> refuted = recheck.refuted(key, write.grounds());
        Optional<ServiceView> service = reader.service(key).require();
        if (refuted.isPresent() || service.isEmpty()) {
            return new Outcome.Stale(refuted.orElse("its service is gone"));
        }
        Map<String, String> missing = new HashMap<>();
        Map<String, String> tags = service.get().tags();
        if (!tags.containsKey(Tags.DESIRED_COUNT) && service.get().desiredCount() > 0) {
            missing.put(Tags.DESIRED_COUNT, Integer.toString(service.get().desiredCount()));
        }
        if (!tags.containsKey(Tags.SCALING_WAS)) {
            reader.scaling(key)
                    .require()
                    .ifPresent(scaling ->
                            missing.put(Tags.SCALING_WAS, Suspension.of(scaling).word()));
        }
        if (!missing.isEmpty()) {
            tag(write.serviceArn(), missing);
        }
        write.targetGroups().forEach(this::writeDelay);
        return Outcome.DONE;
    }

    private void writeDelay(String groupArn) {
        Optional<Map<String, String>> tags = reader.tagsOfTargetGroup(groupArn).require();
        if (tags.isPresent() && !tags.get().containsKey(Tags.DEREGISTRATION_DELAY)) {
            int delay = Unreadable.require(reader.deregistrationDelay(groupArn));
            writers.targetGroups().noteDelay(groupArn, delay);
        }
    }

    /** Without overwriting: a state that another program writes at the same moment stands. */
    Outcome makeDraining(DeploymentKey key, Action.MakeDraining make) {
        Optional<String> refuted = recheck.refuted(key, make.grounds());
        if (refuted.isPresent()) {
            return new Outcome.Stale(refuted.get());
        }
        if (!writers.parameters().create(key.stateParameter(), DeploymentState.DRAINING.word())) {
            return new Outcome.Stale("it has a state parameter by now");
        }
        tag(make.serviceArn(), Map.of(Tags.STATE, TagState.DRAINING.word()));
        return Outcome.DONE;
    }

    Outcome keep(DeploymentKey key, Action.MarkKept mark) {
        Optional<String> refuted = recheck.refuted(key, Grounds.DRAINING);
        if (refuted.isPresent()) {
            return new Outcome.Stale(refuted.get());
        }
        tag(mark.serviceArn(), Map.of(Tags.KEPT, "true"));
        return Outcome.DONE;
    }

    Outcome retire(DeploymentKey key, Action.MarkRetired mark) {
        Optional<String> obstacle = recheck.refuted(key, mark.grounds())
                .or(() -> recheck.notQuiet(key))
                .or(() -> recheck.routed(key, mark.attachments()))
                .or(() -> recheck.changedMeanwhile(key, mark.grounds(), Optional.empty()));
        if (obstacle.isPresent()) {
            return new Outcome.Stale(obstacle.get());
        }
        tag(mark.serviceArn(), Map.of(Tags.STATE, TagState.RETIRED.word()));
        return Outcome.DONE;
    }

    private void tag(String serviceArn, Map<String, String> tags) {
        writers.services().tag(serviceArn, tags);
    }
}
