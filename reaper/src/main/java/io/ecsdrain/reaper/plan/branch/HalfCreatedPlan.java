package io.ecsdrain.reaper.plan.branch;

import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import io.ecsdrain.lifecycle.plan.facts.DeployStart;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import io.ecsdrain.reaper.plan.facts.NameFacts;
import io.ecsdrain.reaper.plan.readiness.CrashLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A service tagged deploying that never got a parameter. The deployer gives up long before its timeout, so no deploy is
 * under way.
 */
public final class HalfCreatedPlan {

    private HalfCreatedPlan() {}

    public static Decision decide(DeploymentFacts facts, NameFacts name) {
        return CanaryMark.running(facts.tags(), facts.parameter(), name.winner(), facts.now())
                .map(canary -> facts.keep(
                        Reason.CANARY,
                        canary.phrase() + " beside " + canary.beside() + ", at the latest until " + canary.deadline()))
                .orElseGet(() -> CanaryMark.exists(facts.tags()) ? ended(facts) : neverFinished(facts));
    }

    /** Its clients began sessions: those finish, however its tasks fare. */
    private static Decision ended(DeploymentFacts facts) {
        if (facts.service().desiredCount() == 0) {
            return neverFinished(facts);
        }
        Optional<Decision> held = Obstacles.toRetirement(facts);
        if (held.isPresent()) {
            return held.get();
        }
        return act(
                facts,
                "its canary is ended: it becomes draining",
                List.of(new Action.MakeDraining(
                        Grounds.HALF_CREATED, facts.service().arn())));
    }

    private static Decision neverFinished(DeploymentFacts facts) {
        Instant created = DeployStart.of(facts.service(), facts.now());
        if (DeployStart.isUnderWay(facts.service(), facts.policy().deployTimeout(), facts.now())) {
            return facts.keep(Reason.DEPLOYING, "being created since " + created);
        }
        Optional<Decision> held = Obstacles.toRetirement(facts);
        if (held.isPresent()) {
            return held.get();
        }
        if (!facts.deployment().tasks().isKnown()) {
            return facts.keep(Reason.OBSERVATION_INCOMPLETE, "half-created, and its tasks could not be read");
        }
        String never = "never finished since " + created;
        Optional<CrashLoop> loop = dying(facts, created);
        if (facts.service().desiredCount() == 0) {
            return DeletionPlan.decide(facts, Grounds.HALF_CREATED, List.of());
        }
        if (loop.isPresent()) {
            return act(facts, never + ", and " + loop.get().phrase() + ": scaled to zero", toZero(facts));
        }
        if (!facts.allTasksStopped()) {
            Action draining = new Action.MakeDraining(
                    Grounds.HALF_CREATED, facts.service().arn());
            return act(facts, never + ", but has tasks: it becomes draining", List.of(draining));
        }
        return act(facts, never + ", and no task runs: scaled to zero", toZero(facts));
    }

    /**
     * The crash loop that takes every task that is meant to run. A task that outlives those that died may have a
     * preview's session, and so may every task of a deployment that a default action ever led to: those have been
     * healthy for long, and drain.
     */
    private static Optional<CrashLoop> dying(DeploymentFacts facts, Instant created) {
        List<TaskView> tasks = facts.deployment().tasks().value().orElse(List.of());
        return CrashLoop.of(tasks, created, facts.policy())
                .filter(loop ->
                        tasks.stream().filter(TaskView::isMeantToRun).allMatch(task -> loop.takes(task, facts.now())));
    }

    private static Decision act(DeploymentFacts facts, String detail, List<Action> actions) {
        return new Decision(facts.key(), Reason.HALF_CREATED, detail, List.of(), actions);
    }

    /**
     * With the originals noted: a later deploy or rollback may make it live and needs the count it was created with.
     */
    private static List<Action> toZero(DeploymentFacts facts) {
        Grounds grounds = Grounds.HALF_CREATED;
        String arn = facts.service().arn();
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.WriteOriginals(grounds, arn, facts.attachments().targetGroups()));
        if (!facts.deployment().scaling().isMissing()) {
            actions.add(new Action.SuspendAllScaling(grounds, arn));
        }
        actions.add(new Action.ScaleToZero(grounds, facts.attachments(), facts.parameter(), alive(facts)));
        return actions;
    }

    private static List<String> alive(DeploymentFacts facts) {
        return facts.deployment().tasks().value().orElse(List.of()).stream()
                .filter(task -> !task.isStopped())
                .map(TaskView::taskId)
                .toList();
    }
}
