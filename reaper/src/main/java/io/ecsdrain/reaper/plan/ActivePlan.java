package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.lifecycle.plan.facts.Bounds;
import io.ecsdrain.lifecycle.plan.facts.BoundsMark;
import java.util.ArrayList;
import java.util.List;

/** An active deployment: never retired; relieved of the marks of a drain that was called off. */
final class ActivePlan {

    private ActivePlan() {}

    static Decision decide(Scene scene, NameFacts name) {
        if (scene.deployment().service().isEmpty()) {
            return scene.keep(Reason.ACTIVE, "active, but no service of it is listed");
        }
        if (!scene.service().isAlive()) {
            return scene.keep(
                    Reason.SERVICE_DELETING,
                    "active, but its service is " + scene.service().status());
        }
        if (!name.isWinner(scene.key())) {
            // Converge makes it draining; giving it back what it had would be undone in the next run.
            return scene.keep(
                    Reason.ACTIVE, "active, though a newer write makes another deployment live" + name.missingWinner());
        }
        List<Action> actions = new ArrayList<>();
        if (hasMarks(scene)) {
            actions.add(new Action.RestoreOriginals(
                    scene.service().arn(), scene.deployment().targetGroups()));
        }
        actions = reopened(scene, actions);
        if (scene.tagState().filter(TagState.ACTIVE::equals).isEmpty()) {
            actions.add(new Action.RepairTag(scene.service().arn(), TagState.ACTIVE));
        }
        boolean restored = actions.stream().anyMatch(action -> !action.isUpkeep());
        return new Decision(
                scene.key(),
                restored ? Reason.RESTORED : Reason.ACTIVE,
                restored ? "active again: it gets back what draining took from it" : "takes new sessions",
                List.of(),
                actions);
    }

    /** {@code actions}, and its parked rules un-parked: clients are led back only to where somebody answers them. */
    static List<Action> reopened(Scene scene, List<Action> actions) {
        List<Action> all = new ArrayList<>(actions);
        List<RuleView> parked =
                scene.routes().own().stream().filter(RuleView::isParked).toList();
        if (!parked.isEmpty() && scene.service().runningCount() > 0) {
            all.add(new Action.UnparkRules(RuleRef.all(parked)));
        }
        return all;
    }

    private static boolean hasMarks(Scene scene) {
        // Scaling is given back once there is a count again: registering its target at 0 would start tasks.
        boolean scaling =
                scene.tags().containsKey(Tags.SCALING_WAS) && scene.service().desiredCount() > 0;
        return scaling
                || areBoundsDue(scene)
                || List.of(Tags.DRAIN_STARTED_AT, Tags.DRAIN_SEEN, Tags.DESIRED_COUNT, Tags.REBALANCING_WAS).stream()
                        .anyMatch(scene.tags()::containsKey)
                || scene.groups().stream().anyMatch(group -> group.tags().containsKey(Tags.DEREGISTRATION_DELAY));
    }

    /** Bounds that we widened stay so for as long as the count lies outside the original ones; that alone is nothing to do. */
    private static boolean areBoundsDue(Scene scene) {
        String text = scene.tags().get(Tags.SCALING_BOUNDS);
        int count = scene.service().desiredCount();
        return text != null
                && count > 0
                && scene.deployment().scaling().isKnownAnd(found -> found.flatMap(
                                target -> BoundsMark.read(text).map(mark -> mark.isDue(Bounds.of(target), count)))
                        .orElse(true));
    }
}
