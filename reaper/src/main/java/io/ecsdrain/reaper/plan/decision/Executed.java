package io.ecsdrain.reaper.plan.decision;

import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import java.util.List;

/** One decision and what came of its actions, in their order. */
public record Executed(Decision decision, List<Step> steps) {

    public Executed {
        steps = List.copyOf(steps);
    }

    public record Step(Action action, Outcome outcome) {}

    public boolean failed() {
        return steps.stream().anyMatch(step -> step.outcome().isFailure());
    }

    /** Whether anything was really written, so that converge has to follow. */
    public boolean wrote() {
        return steps.stream().anyMatch(step -> step.outcome() instanceof Outcome.Done);
    }
}
