package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.facts.TagCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service tagged deploying that never got a parameter. The deployer gives up long before its timeout, so nobody works on it. */
final class HalfCreatedPlan {

    private HalfCreatedPlan() {}

    static Decision decide(Scene scene) {
        Instant created = TagCodec.instant(scene.tags(), Tags.CREATED_AT, scene.now())
                .filter(tagged -> tagged.isAfter(scene.service().createdAt()))
                .orElse(scene.service().createdAt());
        if (!created.plus(scene.policy().deployTimeout()).isBefore(scene.now())) {
            return scene.keep(Reason.DEPLOYING, "being created since " + created);
        }
        Optional<Decision> held = Obstacles.toRetirement(scene);
        if (held.isPresent()) {
            return held.get();
        }
        if (!scene.deployment().tasks().isKnown()) {
            return scene.keep(Reason.OBSERVATION_INCOMPLETE, "half-created, and its tasks could not be read");
        }
        String never = "never finished since " + created;
        Optional<CrashLoop> loop = dying(scene, created);
        if (scene.service().desiredCount() == 0) {
            return DeletionPlan.decide(scene, Grounds.HALF_CREATED, List.of());
        }
        if (loop.isPresent()) {
            return act(scene, never + ", and " + loop.get().phrase() + ": scaled to zero", toZero(scene));
        }
        if (!scene.allTasksStopped()) {
            Action draining = new Action.MakeDraining(scene.service().arn());
            return act(scene, never + ", but has tasks: it becomes draining", List.of(draining));
        }
        return act(scene, never + ", and no task runs: scaled to zero", toZero(scene));
    }

    /**
     * The crash loop that takes every task that is meant to run. A task that outlives those that died may have a preview's session,
     * and so may every task of a deployment that a default action ever led to: those have been healthy for long, and drain.
     */
    private static Optional<CrashLoop> dying(Scene scene, Instant created) {
        List<TaskView> tasks = scene.deployment().tasks().value().orElse(List.of());
        return CrashLoop.of(tasks, created, scene.policy())
                .filter(loop ->
                        tasks.stream().filter(TaskView::isMeantToRun).allMatch(task -> loop.takes(task, scene.now())));
    }

    private static Decision act(Scene scene, String detail, List<Action> actions) {
        return new Decision(scene.key(), Reason.HALF_CREATED, detail, List.of(), actions);
    }

    /** With the originals noted: somebody may yet make it live, and is to find the count it was created with. */
    private static List<Action> toZero(Scene scene) {
        Grounds grounds = Grounds.HALF_CREATED;
        String arn = scene.service().arn();
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.WriteOriginals(grounds, arn, scene.attachments().targetGroups()));
        if (!scene.deployment().scaling().isKnownAnd(Optional::isEmpty)) {
            actions.add(new Action.SuspendAllScaling(grounds, arn));
        }
        actions.add(new Action.ScaleToZero(grounds, scene.attachments(), scene.parameter(), alive(scene)));
        return actions;
    }

    private static List<String> alive(Scene scene) {
        return scene.deployment().tasks().value().orElse(List.of()).stream()
                .filter(task -> !task.isStopped())
                .map(TaskView::taskId)
                .toList();
    }
}
