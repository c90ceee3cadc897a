package io.ecsdrain.bench.reaper;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures the reaper and holds it against its budgets; with a folder as argument the figures of the reaper in its
 * benchmarks.md, and the picture beside it, are written anew. Ends with 1 if a budget is exceeded.
 */
public final class ReaperBench {

    static final double MOST_CALLS = 1.1;
    static final double MOST_TIME = 1.3;
    static final double MOST_THROTTLED = 0.01;

    /** Calls that retire or delete one service, where its tasks fill no page. */
    static final double MOST_FOR_EACH = 12;

    private static final int FEW_TASKS = 10;
    private static final int BAD_USAGE = 2;
    private static final List<Shape> ACTING = List.of(new Shape(20, 1, 2, true), new Shape(100, 1, 100, true));
    private static final List<Integer> FOREIGN = List.of(0, 400);
    private static final List<Integer> SERVICES = List.of(1, 10, 100);
    private static final List<Integer> TASKS = List.of(10, 100, 1000);
    private static final List<Shape> BUDGETS =
            List.of(Shape.busy(100, 100), new Shape(100, 1, 100, true), new Shape(5, 995, 100, false));

    private ReaperBench() {}

    /** @return the exit status */
    public static int run(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        Optional<Section> section;
        try {
            section = arguments.stream().findFirst().map(Path::of).map(Section::in);
        } catch (IllegalArgumentException unusable) {
            out.println(unusable.getMessage());
            return BAD_USAGE;
        }
        return measure(section, out);
    }

    private static int measure(Optional<Section> section, PrintStream out) throws IOException, InterruptedException {
        List<Trial.Runs> budgets = new ArrayList<>();
        for (Shape shape : BUDGETS) {
            budgets.add(tell(shape, out));
        }
        List<Trial.Runs> growth = new ArrayList<>();
        for (int services : SERVICES) {
            for (int tasks : TASKS) {
                growth.add(tell(Shape.busy(services, tasks), out));
            }
        }
        List<Acting.Taken> acting = acting(out);
        List<String> exceeded = new ArrayList<>(
                budgets.stream().flatMap(runs -> exceeded(runs).stream()).toList());
        exceeded.addAll(beyond(acting));
        exceeded.forEach(each -> out.println("EXCEEDED " + each));
        if (section.isPresent()) {
            section.get().write(budgets, growth, acting);
        }
        return exceeded.isEmpty() ? 0 : 1;
    }

    private static List<Acting.Taken> acting(PrintStream out) {
        List<Acting.Taken> acting = new ArrayList<>();
        for (Shape shape : ACTING) {
            for (int foreign : FOREIGN) {
                for (Acting.Taken taken : Acting.of(shape, foreign)) {
                    out.printf(
                            "%s, %d services of others: %s, %d calls more than looking, %.1f for each, bound %d%n",
                            shape.words(), foreign, taken.step().words, taken.more(), taken.each(), taken.least());
                    acting.add(taken);
                }
            }
        }
        return acting;
    }

    /** Of acting it is judged what it takes for each service, and that others cost nothing. */
    static List<String> beyond(List<Acting.Taken> acting) {
        List<String> beyond = new ArrayList<>();
        for (Acting.Taken taken : acting) {
            String what = taken.shape().words() + ", " + taken.foreign() + " of others, " + taken.step().words + ": ";
            if (taken.shape().tasks() <= FEW_TASKS && taken.each() > MOST_FOR_EACH) {
                beyond.add(what + taken.each() + " calls for each");
            }
            if (acting.stream()
                    .anyMatch(other -> other.shape().equals(taken.shape())
                            && other.step() == taken.step()
                            && other.more() < taken.more())) {
                beyond.add(what + taken.more() + " calls more than looking, for others' services too");
            }
        }
        return beyond;
    }

    private static Trial.Runs tell(Shape shape, PrintStream out) throws IOException, InterruptedException {
        out.println(shape.words());
        Trial.Runs runs = Trial.of(shape);
        LowerBound bound = LowerBound.of(shape);
        for (Measured run : List.of(runs.cold(), runs.warm())) {
            out.printf(
                    "  %s: %d calls, bound %d; %.1f s, buckets allow %.1f s; %d throttled, %d mutating; heap %d MiB; %s%n",
                    run == runs.cold() ? "cold" : "warm",
                    run.total(),
                    bound.calls(),
                    run.seconds(),
                    bound.seconds(),
                    run.throttled(),
                    run.mutations(),
                    run.peak() >> 20,
                    run.said());
        }
        bound.terms().stream()
                .filter(term -> term.calls() != runs.warm().calls().getOrDefault(term.operation(), 0L))
                .forEach(term -> out.println("    " + term.operation() + " "
                        + runs.warm().calls().get(term.operation()) + ", bound " + term.calls()));
        return runs;
    }

    /** What a budget forbids of both runs; of time only the warm one is judged, for a cold JVM loads its classes. */
    static List<String> exceeded(Trial.Runs runs) {
        List<String> exceeded = new ArrayList<>();
        for (Measured run : List.of(runs.cold(), runs.warm())) {
            String what = run.shape().words() + ": ";
            if (run.callRatio() > MOST_CALLS) {
                exceeded.add(what + run.total() + " calls");
            }
            if (run.throttled() > MOST_THROTTLED * run.total()) {
                exceeded.add(what + run.throttled() + " calls throttled");
            }
            if (run.mutations() > 0) {
                exceeded.add(what + run.mutations() + " mutating calls");
            }
        }
        Measured warm = runs.warm();
        if (warm.seconds() > MOST_TIME * warm.bound().seconds()) {
            exceeded.add(warm.shape().words() + ": " + warm.seconds() + " s");
        }
        return exceeded;
    }
}
