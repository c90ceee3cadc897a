package io.ecsdrain.reaper.plan.branch;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A service at desired 0 with authority to be deleted: rules, target groups, parameter, and the service last. */
public final class DeletionPlan {

    private DeletionPlan() {}

    public static Decision decide(DeploymentFacts facts, Grounds grounds, List<Action> upkeep) {
        Optional<Decision> held = Obstacles.toDeletion(facts);
        if (held.isPresent()) {
            return held.get().with(upkeep);
        }
        Optional<Decision> running = tasksLeft(facts);
        if (running.isPresent()) {
            return running.get().with(unprotected(facts, grounds, upkeep));
        }
        if (facts.policy().retireOnly()) {
            return facts.keep(Reason.RETIRE_ONLY, "scaled to zero; its deletion is left to its owner")
                    .with(upkeep);
        }
        String arn = facts.service().arn();
        List<Action> actions = new ArrayList<>(upkeep);
        if (facts.tagState().filter(TagState.RETIRED::equals).isEmpty()) {
            actions.add(new Action.MarkRetired(grounds, arn, facts.attachments()));
        }
        actions.addAll(resources(facts, Grounds.RETIRED));
        if (!facts.deployment().scaling().isMissing()) {
            actions.add(new Action.DeregisterScalableTarget(Grounds.RETIRED));
        }
        actions.add(new Action.DeleteService(Grounds.RETIRED, arn));
        Reason reason = grounds == Grounds.HALF_CREATED ? Reason.HALF_CREATED : Reason.DRAINED;
        return new Decision(
                facts.key(), reason, "no task is left: all of it is deleted, the service last", List.of(), actions);
    }

    /** What keeps it until its task list is known to show nothing but stopped ones. */
    private static Optional<Decision> tasksLeft(DeploymentFacts facts) {
        Optional<String> unread = facts.deployment().tasks().unknownBecause();
        if (unread.isPresent()) {
            return Optional.of(
                    facts.keep(Reason.OBSERVATION_INCOMPLETE, "its tasks could not be read: " + unread.get()));
        }
        return facts.allTasksStopped() ? Optional.empty() : Optional.of(stopping(facts));
    }

    /**
     * A task that is meant to run at desired 0 is kept by its protection. Where we scaled down, it renewed that since
     * it was cleared. Where another hand did, which the missing mark tells, or its clients find the way, the protection
     * is all that keeps its sessions.
     */
    private static List<Action> unprotected(DeploymentFacts facts, Grounds grounds, List<Action> upkeep) {
        boolean ledAway =
                grounds == Grounds.HALF_CREATED || facts.routes().unparked().isEmpty();
        if (!ledAway || !facts.tags().containsKey(Tags.DESIRED_COUNT)) {
            return upkeep;
        }
        List<String> kept = facts.deployment().tasks().value().orElse(List.of()).stream()
                .filter(TaskView::isMeantToRun)
                .map(TaskView::arn)
                .toList();
        List<Action> actions = new ArrayList<>(upkeep);
        if (!kept.isEmpty()) {
            actions.add(new Action.ClearTaskProtection(grounds, kept));
        }
        return actions;
    }

    private static Decision stopping(DeploymentFacts facts) {
        List<Blocker> blockers = facts.deployment().tasks().value().orElse(List.of()).stream()
                .filter(task -> !task.isStopped())
                .map(task -> new Blocker(task.taskId(), task.startedAt(), "it is " + task.lastStatus()))
                .toList();
        return new Decision(
                facts.key(),
                Reason.TASKS_STOPPING,
                blockers.size() + " of its tasks not stopped yet",
                blockers,
                List.of());
    }

    /** Rules, then target groups, then the parameters. */
    static List<Action> resources(DeploymentFacts facts, Grounds grounds) {
        List<String> groups = facts.attachments().targetGroups();
        List<Action> actions = new ArrayList<>();
        for (RuleView rule : facts.routes().own()) {
            RuleRef ref = RuleRef.of(rule);
            boolean shared = rule.forwards().stream()
                    .anyMatch(target ->
                            !Set.copyOf(facts.deployment().targetGroups()).contains(target.targetGroupArn()));
            actions.add(
                    shared
                            ? new Action.RemoveFromRule(grounds, ref, groups)
                            : new Action.DeleteRule(grounds, ref, groups));
        }
        groups.forEach(arn -> actions.add(new Action.DeleteTargetGroup(grounds, arn)));
        actions.addAll(FencePlan.back(facts));
        facts.parameter().ifPresent(found -> actions.add(new Action.DeleteParameter(grounds, found.name())));
        return actions;
    }
}
