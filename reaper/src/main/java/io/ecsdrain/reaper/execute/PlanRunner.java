package io.ecsdrain.reaper.execute;

import io.ecsdrain.reaper.plan.Action;
import io.ecsdrain.reaper.plan.Decision;
import io.ecsdrain.reaper.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Carries out a plan, deployment by deployment: one that fails never stops the others. */
public final class PlanRunner {

    /** Why an action was skipped that there was no time left for. */
    public static final String TIME_IS_UP = "time is up";

    private final ActionExecutor executor;
    private final BooleanSupplier timeIsUp;
    private final Progress progress;

    /** @param timeIsUp asked before each action; from then on everything is skipped */
    public PlanRunner(ActionExecutor executor, BooleanSupplier timeIsUp, Progress progress) {
        this.executor = executor;
        this.timeIsUp = timeIsUp;
        this.progress = progress;
    }

    public List<Executed> run(Plan plan) {
        return plan.decisions().stream().map(this::run).toList();
    }

    private Executed run(Decision decision) {
        List<Executed.Step> steps = new ArrayList<>();
        String stopped = "";
        progress.begins(decision);
        for (Action action : decision.actions()) {
            if (stopped.isEmpty() && timeIsUp.getAsBoolean()) {
                stopped = TIME_IS_UP;
            }
            Outcome outcome =
                    stopped.isEmpty() ? executor.execute(decision.key(), action) : new Outcome.Skipped(stopped);
            steps.add(new Executed.Step(action, outcome));
            progress.did(decision, steps.get(steps.size() - 1));
            if (stopped.isEmpty() && !outcome.isSuccess() && !(outcome instanceof Outcome.Skipped)) {
                stopped = "after " + action.word() + " " + outcome.word();
            }
        }
        return new Executed(decision, steps);
    }
}
