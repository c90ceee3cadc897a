package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A service at desired 0 with authority to be deleted: rules, target groups, parameter, and the service last. */
final class DeletionPlan {

    private DeletionPlan() {}

    static Decision decide(Scene scene, Grounds grounds, List<Action> upkeep) {
        Optional<Decision> held = Obstacles.toDeletion(scene);
        if (held.isPresent()) {
            return held.get().with(upkeep);
        }
        Optional<Decision> running = tasksLeft(scene);
        if (running.isPresent()) {
            return running.get().with(unprotected(scene, grounds, upkeep));
        }
        if (scene.policy().retireOnly()) {
            return scene.keep(Reason.RETIRE_ONLY, "scaled to zero; its deletion is left to its owner")
                    .with(upkeep);
        }
        String arn = scene.service().arn();
        List<Action> actions = new ArrayList<>(upkeep);
        if (scene.tagState().filter(TagState.RETIRED::equals).isEmpty()) {
            actions.add(new Action.MarkRetired(grounds, arn, scene.attachments()));
        }
        actions.addAll(resources(scene, Grounds.RETIRED));
        if (!scene.deployment().scaling().isKnownAnd(Optional::isEmpty)) {
            actions.add(new Action.DeregisterScalableTarget(Grounds.RETIRED));
        }
        actions.add(new Action.DeleteService(Grounds.RETIRED, arn));
        Reason reason = grounds == Grounds.HALF_CREATED ? Reason.HALF_CREATED : Reason.DRAINED;
        return new Decision(
                scene.key(), reason, "no task is left: all of it is deleted, the service last", List.of(), actions);
    }

    /** What keeps it until its task list is known to show nothing but stopped ones. */
    private static Optional<Decision> tasksLeft(Scene scene) {
        Optional<String> unread = scene.deployment().tasks().unknownBecause();
        if (unread.isPresent()) {
            return Optional.of(
                    scene.keep(Reason.OBSERVATION_INCOMPLETE, "its tasks could not be read: " + unread.get()));
        }
        return scene.allTasksStopped() ? Optional.empty() : Optional.of(stopping(scene));
    }

    /**
     * A task that is meant to run at desired 0 is kept by its protection. Where we scaled down, it renewed that since it was cleared.
     * Where another hand did, which the missing mark tells, or its clients find the way, the protection is all that keeps its sessions.
     */
    private static List<Action> unprotected(Scene scene, Grounds grounds, List<Action> upkeep) {
        boolean ledAway =
                grounds == Grounds.HALF_CREATED || scene.routes().unparked().isEmpty();
        if (!ledAway || !scene.tags().containsKey(Tags.DESIRED_COUNT)) {
            return upkeep;
        }
        List<String> kept = scene.deployment().tasks().value().orElse(List.of()).stream()
                .filter(TaskView::isMeantToRun)
                .map(TaskView::arn)
                .toList();
        List<Action> actions = new ArrayList<>(upkeep);
        if (!kept.isEmpty()) {
            actions.add(new Action.ClearTaskProtection(grounds, kept));
        }
        return actions;
    }

    private static Decision stopping(Scene scene) {
        List<Blocker> blockers = scene.deployment().tasks().value().orElse(List.of()).stream()
                .filter(task -> !task.isStopped())
                .map(task -> new Blocker(task.taskId(), task.startedAt(), "it is " + task.lastStatus()))
                .toList();
        return new Decision(
                scene.key(),
                Reason.TASKS_STOPPING,
                blockers.size() + " of its tasks not stopped yet",
                blockers,
                List.of());
    }

    /** Rules, then target groups, then the parameter. */
    static List<Action> resources(Scene scene, Grounds grounds) {
        List<String> groups = scene.attachments().targetGroups();
        List<Action> actions = new ArrayList<>();
        for (RuleView rule : scene.routes().own()) {
            RuleRef ref = RuleRef.of(rule);
            boolean shared = rule.forwards().stream()
                    .anyMatch(target ->
                            !Set.copyOf(scene.deployment().targetGroups()).contains(target.targetGroupArn()));
            actions.add(
                    shared
                            ? new Action.RemoveFromRule(grounds, ref, groups)
                            : new Action.DeleteRule(grounds, ref, groups));
        }
        groups.forEach(arn -> actions.add(new Action.DeleteTargetGroup(grounds, arn)));
        scene.parameter().ifPresent(found -> actions.add(new Action.DeleteParameter(grounds, found.name())));
        return actions;
    }
}
