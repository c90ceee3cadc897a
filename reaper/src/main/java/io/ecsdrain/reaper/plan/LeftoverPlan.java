package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.Clusters;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.facts.TagCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules, target groups or a draining parameter whose service is gone or never came: swept when old enough. */
final class LeftoverPlan {

    private LeftoverPlan() {}

    static Decision decide(Scene scene) {
        if (!scene.deployment().owned()) {
            return scene.keep(
                    Reason.UNKNOWN_OWNER,
                    "it has no service in this cluster, and nothing shows that it is this cluster's: if it is, tag what is left of it "
                            + Tags.CLUSTER + "="
                            + Clusters.shortName(scene.snapshot().cluster())
                            + ", or delete it by hand");
        }
        Optional<Decision> held = Obstacles.toDeletion(scene).or(() -> tooYoung(scene));
        if (held.isPresent()) {
            return held.get();
        }
        if (scene.policy().retireOnly()) {
            return scene.keep(Reason.RETIRE_ONLY, "its service is gone; what is left is left to its owner");
        }
        List<Action> actions = DeletionPlan.resources(scene, Grounds.LEFTOVER);
        return actions.isEmpty()
                ? scene.keep(Reason.LEFTOVER, "nothing of it is left")
                : new Decision(
                        scene.key(),
                        Reason.LEFTOVER,
                        "its service is gone: what is left is deleted",
                        List.of(),
                        actions);
    }

    /** What keeps it while something of it is young, or does not say how old it is. */
    private static Optional<Decision> tooYoung(Scene scene) {
        List<Map<String, String>> tagged = new ArrayList<>();
        scene.groups().stream().map(TargetGroupView::tags).forEach(tagged::add);
        scene.routes().own().stream().map(RuleView::tags).forEach(tagged::add);
        Instant youngest = scene.parameter().map(ParameterView::lastModified).orElse(Instant.MIN);
        for (Map<String, String> tags : tagged) {
            Optional<Instant> created = TagCodec.instant(tags, Tags.CREATED_AT, scene.now());
            if (created.isEmpty()) {
                return Optional.of(scene.keep(
                        Reason.STATE_UNKNOWN,
                        "its service is gone, and something of it does not say when it was created"));
            }
            youngest = created.get().isAfter(youngest) ? created.get() : youngest;
        }
        return youngest.isBefore(scene.now().minus(scene.policy().deployTimeout()))
                ? Optional.empty()
                : Optional.of(scene.keep(
                        Reason.TOO_YOUNG, "it has no service (yet), and something of it dates from " + youngest));
    }
}
