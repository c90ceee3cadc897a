package io.ecsdrain.reaper.plan.branch;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.lifecycle.plan.facts.Suspension;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import io.ecsdrain.reaper.plan.facts.NameFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service whose parameter reads draining: kept in order, held back, or handed on to retirement or deletion. */
public final class DrainingPlan {

    private DrainingPlan() {}

    public static Decision decide(DeploymentFacts facts, NameFacts name) {
        return Holds.released(facts, judge(facts, name));
    }

    private static Decision judge(DeploymentFacts facts, NameFacts name) {
        List<Action> upkeep = upkeep(facts);
        Optional<String> needed = name.standsIn(facts.key());
        if (needed.isPresent()) {
            return facts.keep(Reason.LAST_SERVING, needed.get()).with(ActivePlan.reopened(facts, upkeep));
        }
        if (facts.pinned().isPresent() && facts.service().desiredCount() > 0) {
            return facts.keep(Reason.PINNED, facts.pinned().get()).with(ActivePlan.reopened(facts, upkeep));
        }
        Optional<Decision> held = Obstacles.toRetirement(facts);
        if (held.isPresent()) {
            return held.get().with(held(facts, upkeep));
        }
        if (facts.service().desiredCount() == 0) {
            return atZero(facts, name, upkeep);
        }
        boolean kept = name.isKept(facts.key(), facts.policy());
        if (kept && facts.policy().keepPreviousScaled()) {
            return facts.keep(Reason.KEEP_PREVIOUS, "kept scaled for a quick rollback")
                    .with(upkeep);
        }
        Duration age = Duration.between(facts.service().createdAt(), facts.now());
        if (age.compareTo(facts.policy().minAge()) < 0) {
            return facts.keep(
                            Reason.TOO_YOUNG,
                            "its service is " + age.toSeconds() + " s old, younger than "
                                    + facts.policy().minAge().toSeconds() + " s")
                    .with(upkeep);
        }
        Decision retirement = RetirementPlan.decide(facts, upkeep);
        return kept ? marked(facts, retirement) : retirement;
    }

    /** A deletion that has begun goes on. */
    private static Decision atZero(DeploymentFacts facts, NameFacts name, List<Action> upkeep) {
        if (facts.tagState().filter(TagState.RETIRED::equals).isPresent()) {
            return DeletionPlan.decide(facts, Grounds.RETIRED, upkeep);
        }
        Decision deletion = DeletionPlan.decide(facts, Grounds.DRAINING, upkeep);
        boolean deletes = deletion.actions().stream().anyMatch(Action.DeleteService.class::isInstance);
        return deletes && name.isKeptAtZero(facts.key(), facts.service(), facts.policy())
                ? facts.keep(Reason.KEEP_PREVIOUS, "kept at zero tasks for a rollback")
                        .with(upkeep)
                : deletion;
    }

    /** Marked before it is at zero: from then on only the mark keeps it from being deleted. */
    private static Decision marked(DeploymentFacts facts, Decision retirement) {
        List<Action> actions = new ArrayList<>();
        for (Action action : retirement.actions()) {
            if (action instanceof Action.ScaleToZero) {
                actions.add(new Action.MarkKept(facts.service().arn()));
            }
            actions.add(action);
        }
        return retirement.with(actions);
    }

    /** Of one that clients may come to: what its tasks answered before proves nothing afterwards. */
    private static List<Action> held(DeploymentFacts facts, List<Action> upkeep) {
        List<Action> actions = new ArrayList<>(FencePlan.back(facts));
        actions.addAll(upkeep);
        return actions;
    }

    /** Stamps, repairs and protections that a draining deployment gets in any case. */
    private static List<Action> upkeep(DeploymentFacts facts) {
        List<Action> actions = new ArrayList<>();
        String arn = facts.service().arn();
        ParameterView state = facts.parameter().orElseThrow();
        if (!DrainStart.isStamped(facts.tags(), state, facts.now())) {
            actions.add(
                    new Action.StampDrainStart(arn, earlier(facts.drainStart(), facts.now()), DrainStart.note(state)));
        }
        if (facts.tagState().isEmpty() || !isRightTag(facts)) {
            actions.add(new Action.RepairTag(arn, TagState.DRAINING));
        }
        if (facts.service().rebalances() && facts.service().desiredCount() > 0) {
            actions.add(new Action.StopRebalancing(arn));
        }
        boolean scaleIn = facts.deployment()
                .scaling()
                .found()
                .map(Suspension::of)
                .filter(now -> !now.equals(now.draining()))
                .isPresent();
        // Registering a scalable target at desired 0 would lift the service to its minimum.
        if (scaleIn && facts.service().desiredCount() > 0) {
            actions.add(new Action.SuspendScaleIn(arn));
        }
        return actions;
    }

    private static boolean isRightTag(DeploymentFacts facts) {
        TagState tag = facts.tagState().orElseThrow();
        boolean scaled = facts.service().desiredCount() > 0;
        return tag == TagState.DRAINING || tag == TagState.RETIRED && !scaled;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
