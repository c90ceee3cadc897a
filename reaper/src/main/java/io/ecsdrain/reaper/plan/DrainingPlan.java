package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.lifecycle.plan.facts.Suspension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service whose parameter reads draining: kept in order, held back, or handed on to retirement or deletion. */
final class DrainingPlan {

    private DrainingPlan() {}

    static Decision decide(Scene scene, NameFacts name) {
        return Holds.released(scene, judge(scene, name));
    }

    private static Decision judge(Scene scene, NameFacts name) {
        List<Action> upkeep = upkeep(scene);
        Optional<String> needed = name.standsIn(scene.key());
        if (needed.isPresent()) {
            return scene.keep(Reason.LAST_SERVING, needed.get()).with(ActivePlan.reopened(scene, upkeep));
        }
        Optional<Decision> held = Obstacles.toRetirement(scene);
        if (held.isPresent()) {
            return held.get().with(upkeep);
        }
        if (scene.service().desiredCount() == 0) {
            boolean retired = scene.tagState().filter(TagState.RETIRED::equals).isPresent();
            return DeletionPlan.decide(scene, retired ? Grounds.RETIRED : Grounds.DRAINING, upkeep);
        }
        if (name.isKept(scene.key(), scene.policy())) {
            return scene.keep(Reason.KEEP_PREVIOUS, "kept scaled for a quick rollback")
                    .with(upkeep);
        }
        Duration age = Duration.between(scene.service().createdAt(), scene.now());
        if (age.compareTo(scene.policy().minAge()) < 0) {
            return scene.keep(
                            Reason.TOO_YOUNG,
                            "its service is " + age.toSeconds() + " s old, younger than "
                                    + scene.policy().minAge().toSeconds() + " s")
                    .with(upkeep);
        }
        return RetirementPlan.decide(scene, upkeep);
    }

    /** Stamps, repairs and protections that a draining deployment gets in any case. */
    private static List<Action> upkeep(Scene scene) {
        List<Action> actions = new ArrayList<>();
        String arn = scene.service().arn();
        ParameterView state = scene.parameter().orElseThrow();
        if (!DrainStart.isStamped(scene.tags(), state, scene.now())) {
            actions.add(
                    new Action.StampDrainStart(arn, earlier(scene.drainStart(), scene.now()), DrainStart.note(state)));
        }
        if (scene.tagState().isEmpty() || !isRightTag(scene)) {
            actions.add(new Action.RepairTag(arn, TagState.DRAINING));
        }
        if (scene.service().rebalances() && scene.service().desiredCount() > 0) {
            actions.add(new Action.StopRebalancing(arn));
        }
        boolean scaleIn = scene.deployment().scaling().isKnownAnd(found -> found.map(Suspension::of)
                .filter(now -> !now.equals(now.draining()))
                .isPresent());
        // Registering a scalable target at desired 0 would lift the service to its minimum.
        if (scaleIn && scene.service().desiredCount() > 0) {
            actions.add(new Action.SuspendScaleIn(arn));
        }
        return actions;
    }

    private static boolean isRightTag(Scene scene) {
        TagState tag = scene.tagState().orElseThrow();
        boolean scaled = scene.service().desiredCount() > 0;
        return tag == TagState.DRAINING || tag == TagState.RETIRED && !scaled;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
