package io.ecsdrain.reaper.plan.branch;

import io.ecsdrain.contract.Clusters;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.facts.TagCodec;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules, target groups or a draining parameter whose service is gone or never came: swept when old enough. */
public final class LeftoverPlan {

    private LeftoverPlan() {}

    public static Decision decide(DeploymentFacts facts) {
        if (isFenceAlone(facts)) {
            return new Decision(
                    facts.key(),
                    Reason.LEFTOVER,
                    "nothing of it is left but a fence, and without a state that asks no task anything",
                    List.of(),
                    FencePlan.back(facts));
        }
        if (!facts.deployment().owned()) {
            return facts.keep(
                    Reason.UNKNOWN_OWNER,
                    "it has no service in this cluster, and nothing shows that it is this cluster's: if it is, tag what is left of it "
                            + Tags.CLUSTER + "="
                            + Clusters.shortName(facts.snapshot().cluster())
                            + ", or delete it by hand");
        }
        Optional<Decision> held = Obstacles.toDeletion(facts).or(() -> tooYoung(facts));
        if (held.isPresent()) {
            return held.get();
        }
        if (facts.policy().retireOnly()) {
            return facts.keep(Reason.RETIRE_ONLY, "its service is gone; what is left is left to its owner");
        }
        List<Action> actions = DeletionPlan.resources(facts, Grounds.LEFTOVER);
        return actions.isEmpty()
                ? facts.keep(Reason.LEFTOVER, "nothing of it is left")
                : new Decision(
                        facts.key(),
                        Reason.LEFTOVER,
                        "its service is gone: what is left is deleted",
                        List.of(),
                        actions);
    }

    /** A reaper's run that crossed the deletion wrote it; it says not whose it is, and no cluster needs it. */
    private static boolean isFenceAlone(DeploymentFacts facts) {
        return facts.deployment().fence().found().isPresent()
                && facts.deployment().parameter().isMissing()
                && facts.groups().isEmpty()
                && facts.routes().unread().isEmpty()
                && facts.routes().own().isEmpty();
    }

    /** What keeps it while something of it is young, or does not say how old it is. */
    private static Optional<Decision> tooYoung(DeploymentFacts facts) {
        List<Map<String, String>> tagged = new ArrayList<>();
        facts.groups().stream().map(TargetGroupView::tags).forEach(tagged::add);
        facts.routes().own().stream().map(RuleView::tags).forEach(tagged::add);
        Instant youngest = facts.parameter().map(ParameterView::lastModified).orElse(Instant.MIN);
        for (Map<String, String> tags : tagged) {
            Optional<Instant> created = TagCodec.instant(tags, Tags.CREATED_AT, facts.now());
            if (created.isEmpty()) {
                return Optional.of(facts.keep(
                        Reason.STATE_UNKNOWN,
                        "its service is gone, and something of it does not say when it was created"));
            }
            youngest = created.get().isAfter(youngest) ? created.get() : youngest;
        }
        return youngest.isBefore(facts.now().minus(facts.policy().deployTimeout()))
                ? Optional.empty()
                : Optional.of(facts.keep(
                        Reason.TOO_YOUNG, "it has no service (yet), and something of it dates from " + youngest));
    }
}
