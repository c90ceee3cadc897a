package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.RuleView;
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
        Optional<Decision> held = obstacle(scene);
        if (held.isPresent()) {
            return held.get().with(upkeep);
        }
        if (scene.service().desiredCount() == 0) {
            boolean retired = scene.tagState().filter(TagState.RETIRED::equals).isPresent();
            return DeletionPlan.decide(scene, retired ? Action.Grounds.RETIRED : Action.Grounds.DRAINING, upkeep);
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

    /** What stands against any retirement or deletion, whatever the tasks say and however old it is. */
    static Optional<Decision> obstacle(Scene scene) {
        if (scene.routes().unread().isPresent()) {
            return Optional.of(scene.keep(
                    Reason.ROUTE_UNKNOWN,
                    "its routes could not be read: " + scene.routes().unread().get()));
        }
        Optional<String> routed = scene.routes().obstacle();
        if (routed.isPresent()) {
            return Optional.of(scene.keep(Reason.STILL_ROUTED, routed.get()));
        }
        return scene.otherUser()
                .map(other -> scene.keep(
                        Reason.STILL_ROUTED,
                        "service " + other + " uses its target group or its rule too: give that service its own"));
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
        boolean scaleIn = scene.deployment().scaling().isKnownAnd(found -> found.map(Marks::suspensionNow)
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

    /** Since when the clients have been led away by all own rules; empty if one is unparked, or parked without a time. */
    static Optional<Instant> parkedSince(Scene scene) {
        Instant latest = scene.evidenceStart();
        for (RuleView rule : scene.routes().own()) {
            Optional<Instant> at = Marks.instant(rule.tags(), Tags.PARKED_AT, scene.now());
            if (!rule.isParked() || at.isEmpty()) {
                return Optional.empty();
            }
            latest = at.get().isAfter(latest) ? at.get() : latest;
        }
        return Optional.of(latest);
    }
}
