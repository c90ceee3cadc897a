package io.ecsdrain.reaper.plan.branch;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.lifecycle.plan.facts.Bounds;
import io.ecsdrain.lifecycle.plan.facts.BoundsMark;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import io.ecsdrain.reaper.plan.facts.NameFacts;
import java.util.ArrayList;
import java.util.List;

/** An active deployment: never retired; relieved of the marks of a drain that was called off. */
public final class ActivePlan {

    private ActivePlan() {}

    public static Decision decide(DeploymentFacts facts, NameFacts name) {
        if (facts.deployment().service().isEmpty()) {
            return facts.keep(Reason.ACTIVE, "active, but no service of it is listed");
        }
        if (!facts.service().isAlive()) {
            return facts.keep(
                    Reason.SERVICE_DELETING,
                    "active, but its service is " + facts.service().status());
        }
        if (!name.isWinner(facts.key())) {
            // Converge makes it draining; giving it back what it had would be undone in the next run.
            return facts.keep(
                    Reason.ACTIVE, "active, though a newer write makes another deployment live" + name.missingWinner());
        }
        List<Action> actions = new ArrayList<>();
        if (hasMarks(facts) || hasScalingMarks(facts) && !name.canaryGoesOn()) {
            actions.add(new Action.RestoreOriginals(
                    facts.service().arn(), facts.deployment().targetGroups(), !name.canaryGoesOn()));
        }
        actions = reopened(facts, actions);
        if (facts.tagState().filter(TagState.ACTIVE::equals).isEmpty()) {
            actions.add(new Action.RepairTag(facts.service().arn(), TagState.ACTIVE));
        }
        boolean restored = actions.stream().anyMatch(action -> !action.isUpkeep());
        return new Decision(
                facts.key(),
                restored ? Reason.RESTORED : Reason.ACTIVE,
                restored ? "active: what draining or deploy held of it is given back" : "takes new sessions",
                List.of(),
                actions);
    }

    /**
     * {@code actions}, its fence taken back and its parked rules un-parked: clients are led back only to where a task
     * answers them.
     */
    static List<Action> reopened(DeploymentFacts facts, List<Action> actions) {
        List<Action> all = new ArrayList<>(actions);
        all.addAll(FencePlan.back(facts));
        List<RuleView> parked =
                facts.routes().own().stream().filter(RuleView::isParked).toList();
        if (!parked.isEmpty() && facts.service().runningCount() > 0) {
            all.add(new Action.UnparkRules(RuleRef.all(parked)));
        }
        return all;
    }

    /** Scaling is given back once there is a count again: registering its target at 0 would start tasks. */
    private static boolean hasScalingMarks(DeploymentFacts facts) {
        return facts.tags().containsKey(Tags.SCALING_WAS) && facts.service().desiredCount() > 0 || areBoundsDue(facts);
    }

    private static boolean hasMarks(DeploymentFacts facts) {
        return List.of(Tags.DRAIN_STARTED_AT, Tags.DRAIN_SEEN, Tags.DESIRED_COUNT, Tags.REBALANCING_WAS, Tags.KEPT)
                        .stream()
                        .anyMatch(facts.tags()::containsKey)
                || facts.groups().stream().anyMatch(group -> group.tags().containsKey(Tags.DEREGISTRATION_DELAY));
    }

    /**
     * Bounds that we widened stay so for as long as the count lies outside the original ones; that alone is nothing to
     * do.
     */
    private static boolean areBoundsDue(DeploymentFacts facts) {
        String text = facts.tags().get(Tags.SCALING_BOUNDS);
        int count = facts.service().desiredCount();
        return text != null
                && count > 0
                && facts.deployment()
                        .scaling()
                        .fold(
                                target -> BoundsMark.read(text)
                                        .map(mark -> mark.isDue(Bounds.of(target), count))
                                        .orElse(true),
                                () -> true,
                                unread -> false);
    }
}
