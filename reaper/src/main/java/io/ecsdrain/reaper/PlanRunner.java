package io.ecsdrain.reaper;

import io.ecsdrain.inventory.aws.Batches;
import io.ecsdrain.lifecycle.execute.ActionExecutor;
import io.ecsdrain.lifecycle.execute.Planned;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Executed;
import io.ecsdrain.reaper.plan.decision.Plan;
import io.ecsdrain.reaper.plan.decision.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Carries out a plan: of {@value #TOGETHER} deployments at a time the first action of each, then the second, and so on,
 * for what a round of actions rests on is read for all of them in the same calls. One that fails never stops the
 * others.
 */
public final class PlanRunner {

    /** DescribeServices and GetParameters take so many names; more would also let too much time pass after the look. */
    static final int TOGETHER = 10;

    private final ActionExecutor executor;
    private final BooleanSupplier timeIsUp;
    private final Progress progress;

    /** @param timeIsUp asked before each action; from then on everything is skipped */
    public PlanRunner(ActionExecutor executor, BooleanSupplier timeIsUp, Progress progress) {
        this.executor = executor;
        this.timeIsUp = timeIsUp;
        this.progress = progress;
    }

    /** What came of each decision, in the order of the plan. */
    public List<Executed> run(Plan plan) {
        List<Course> courses = plan.decisions().stream().map(Course::new).toList();
        List<Course> acting = new ArrayList<>(courses);
        acting.removeIf(course -> course.isOver(0));
        courses.stream().filter(course -> course.isOver(0)).forEach(course -> progress.begins(course.decision));
        Batches.of(acting, TOGETHER).forEach(this::carryOut);
        return courses.stream().map(Course::executed).toList();
    }

    private void carryOut(List<Course> together) {
        together.forEach(course -> progress.begins(course.decision));
        List<Course> going = new ArrayList<>(together);
        for (int step = 0; !going.isEmpty(); step++) {
            int next = step;
            executor.begin(going.stream()
                    .filter(course -> course.stopped.isEmpty())
                    .map(course -> course.planned(next))
                    .toList());
            going.forEach(course -> course.act(next));
            going.removeIf(course -> course.isOver(next + 1));
        }
    }

    /** One decision on its way. */
    private final class Course {
        private final Decision decision;
        private final List<Executed.Step> steps = new ArrayList<>();
        private Optional<Outcome> stopped = Optional.empty();

        Course(Decision decision) {
            this.decision = decision;
        }

        boolean isOver(int step) {
            return step >= decision.actions().size();
        }

        Planned planned(int step) {
            return new Planned(decision.key(), decision.actions().get(step));
        }

        void act(int step) {
            Action action = decision.actions().get(step);
            if (stopped.isEmpty() && timeIsUp.getAsBoolean()) {
                stopped = Optional.of(Outcome.TIME_IS_UP);
            }
            Outcome outcome = stopped.orElseGet(() -> executor.execute(decision.key(), action));
            steps.add(new Executed.Step(action, outcome));
            progress.did(decision, steps.get(steps.size() - 1));
            if (stopped.isEmpty() && !outcome.isSuccess() && !(outcome instanceof Outcome.Skipped)) {
                stopped = Optional.of(new Outcome.Skipped("after " + action.word() + " " + outcome.word()));
            }
        }

        Executed executed() {
            return new Executed(decision, steps);
        }
    }
}
