package io.ecsdrain.deployer.plan.canary;

import io.ecsdrain.deployer.plan.health.Health;
import io.ecsdrain.deployer.plan.verb.Elapsed;
import io.ecsdrain.inventory.model.AlarmView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import io.ecsdrain.lifecycle.plan.facts.CanarySteps.Step;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether a canary goes on. What could not be read ends no canary, and without its requests no step is over.
 */
public final class CanaryPlan {

    private CanaryPlan() {}

    public static CanaryNext next(CanaryRequest request, CanaryProgress progress, CanaryLook look) {
        if (look.ended().isPresent()) {
            return new CanaryNext.Ended(look.ended().get());
        }
        boolean unhealthy = look.health().isKnownAnd(health -> !health.isEnough());
        Optional<String> bad = unshared(look.shared())
                .or(() -> alarm(look.alarms()))
                .or(() -> errors(request, look.traffic()))
                // One look may meet a task that is being replaced.
                .or(() -> unhealthy && progress.wasUnhealthy()
                        ? look.health()
                                .value()
                                .map(health -> "too few of its targets are healthy: " + health.describe())
                        : Optional.empty());
        if (bad.isPresent()) {
            return new CanaryNext.Abort(bad.get(), false);
        }
        Optional<String> missing = missing(request, progress, look);
        if (!look.at().isBefore(progress.deadline().minus(CanaryMark.STOPS_BEFORE))) {
            return new CanaryNext.Abort(
                    "its time is over in step " + progress.step() + " of "
                            + request.steps().count()
                            + missing.map(what -> ": " + what).orElse(""),
                    true);
        }
        if (missing.isPresent() || unhealthy) {
            return new CanaryNext.Hold(progress.unhealthy(unhealthy), line(request, progress, look, missing));
        }
        return progress.step() < request.steps().count() ? new CanaryNext.Advance() : new CanaryNext.GoLive();
    }

    /** A person may have set the default action back: that is a word too. */
    private static Optional<String> unshared(Observed<Boolean> shared) {
        return shared.isKnownAnd(still -> !still)
                ? Optional.of("the default action does not lead to it any more, another program has changed it")
                : Optional.empty();
    }

    private static Optional<String> alarm(Observed<List<AlarmView>> alarms) {
        return alarms.value().stream()
                .flatMap(List::stream)
                .filter(AlarmView::isInAlarm)
                .findFirst()
                .map(alarm -> "alarm " + alarm.name() + " is in ALARM: " + alarm.reason());
    }

    private static Optional<String> errors(CanaryRequest request, Observed<CanaryTraffic> traffic) {
        return traffic.value()
                .filter(seen -> seen.isTooBad(request.abortErrors(), request.minRequests()))
                .map(seen -> "more than " + percent(request.abortErrors()) + " of its requests fail: " + seen.phrase());
    }

    /** What the step still needs, as a phrase; empty if it is over. */
    private static Optional<String> missing(CanaryRequest request, CanaryProgress progress, CanaryLook look) {
        Step step = request.steps().step(progress.step());
        Duration left = step.time().minus(Duration.between(progress.since(), look.at()));
        if (left.compareTo(Duration.ZERO) > 0) {
            return Optional.of("next in " + Elapsed.of(left));
        }
        if (request.minRequests() == 0) {
            return Optional.empty();
        }
        if (!look.traffic().isKnown()) {
            return Optional.of("its requests could not be read: "
                    + look.traffic().unknownBecause().orElseThrow());
        }
        long requests = look.traffic().value().orElseThrow().inStep();
        return requests >= request.minRequests()
                ? Optional.empty()
                : Optional.of("only " + requests + " of " + request.minRequests() + " requests in this step");
    }

    private static String line(
            CanaryRequest request, CanaryProgress progress, CanaryLook look, Optional<String> missing) {
        return "step " + progress.step() + " of " + request.steps().count() + ", "
                + request.steps().step(progress.step()).percent() + "% of new clients: "
                + look.traffic().value().map(CanaryTraffic::phrase).orElse("its requests could not be read")
                + look.health()
                        .value()
                        .map(Health::describe)
                        .map(text -> "; " + text)
                        .orElse("")
                + missing.map(what -> "; " + what).orElse("");
    }

    private static String percent(double value) {
        return (value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%s", value))
                + "%";
    }
}
