package io.ecsdrain.lifecycle.plan.facts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a canary takes over new clients: step by step, each with a greater share than the one before.
 *
 * @param all in order, at least one
 */
public record CanarySteps(List<Step> all) {

    private static final Pattern STEP = Pattern.compile("(\\d{1,2}):(\\d{1,7})");

    /** All steps together; what a deployer has to stay alive for. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** A tag takes 256 characters: 10 a step, an id of 63, and the deadline. */
    private static final int MOST = 15;

    /** @throws IllegalArgumentException if there is no step, or the shares do not rise */
    public CanarySteps {
        all = List.copyOf(all);
        if (all.size() > MOST) {
            throw new IllegalArgumentException("a canary has " + MOST + " steps at most: " + all.size());
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("a canary has one step at least");
        }
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).percent() <= all.get(i - 1).percent()) {
                throw new IllegalArgumentException("each step must take more than the one before: "
                        + all.get(i - 1).percent() + "%, then " + all.get(i).percent() + "%");
            }
        }
    }

    /**
     * One of them.
     *
     * @param percent of new clients, 1 to 99
     * @param time how long it lasts at least, in whole seconds
     */
    public record Step(int percent, Duration time) {

        public Step {
            if (percent < 1 || percent > 99) {
                throw new IllegalArgumentException("a step takes 1% to 99% of new clients: " + percent + "%");
            }
            if (time.toSeconds() < 1 || time.toNanosPart() > 0) {
                throw new IllegalArgumentException("a step lasts whole seconds, one at least");
            }
        }
    }

    /** The step of this number, from 1 on. */
    public Step step(int number) {
        return all.get(number - 1);
    }

    public int count() {
        return all.size();
    }

    /** How long all of them last at least. */
    public Duration time() {
        return all.stream().map(Step::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** In characters that a tag takes: {@code 10:600/50:600}, percent and seconds. */
    public String text() {
        return all.stream()
                .map(step -> step.percent() + ":" + step.time().toSeconds())
                .collect(Collectors.joining("/"));
    }

    /** Reads what {@link #text} wrote; empty if it is nothing of the kind. */
    public static Optional<CanarySteps> read(String text) {
        List<Step> steps = new ArrayList<>();
        try {
            for (String each : text.split("/", -1)) {
                Matcher step = STEP.matcher(each);
                if (!step.matches()) {
                    return Optional.empty();
                }
                steps.add(
                        new Step(Integer.parseInt(step.group(1)), Duration.ofSeconds(Integer.parseInt(step.group(2)))));
            }
            return Optional.of(new CanarySteps(steps));
        } catch (IllegalArgumentException noSteps) {
            return Optional.empty();
        }
    }
}
