package io.ecsdrain.reaper.plan.branch;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.facts.Suspension;
import io.ecsdrain.lifecycle.plan.facts.TagCodec;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a retirement that did not come to its end has left held: a lowered deregistration delay would cut sessions after
 * seconds, suspended scale-out would leave those who came back without tasks.
 */
final class Holds {

    private Holds() {}

    /**
     * {@code decision}, and first of all the release of what is held, unless it goes on with an unforced retirement.
     */
    static Decision released(DeploymentFacts facts, Decision decision) {
        boolean goesOn = decision.actions().stream().anyMatch(Action.LowerDeregistrationDelay.class::isInstance);
        if (goesOn || facts.service().desiredCount() == 0 || !(isDelayLowered(facts) || isScaleOutHeld(facts))) {
            return decision;
        }
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.ReleaseHold(
                facts.service().arn(),
                facts.groups().stream().map(TargetGroupView::arn).toList()));
        actions.addAll(decision.actions());
        return decision.with(actions);
    }

    private static boolean isDelayLowered(DeploymentFacts facts) {
        return facts.groups().stream()
                .anyMatch(group -> TagCodec.count(group.tags().get(Tags.DEREGISTRATION_DELAY))
                        .filter(original -> !group.deregistrationDelaySeconds().isKnownAnd(original::equals))
                        .isPresent());
    }

    private static boolean isScaleOutHeld(DeploymentFacts facts) {
        Optional<ScalingView> target = facts.deployment().scaling().found();
        return target.filter(ScalingView::scaleOutSuspended).isPresent()
                && Suspension.parse(facts.tags().get(Tags.SCALING_WAS))
                        .filter(was -> !was.scaleOut())
                        .isPresent();
    }
}
