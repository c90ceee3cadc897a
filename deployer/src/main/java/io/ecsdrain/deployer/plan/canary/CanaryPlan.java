package io.ecsdrain.deployer.plan.canary;

import io.ecsdrain.deployer.plan.health.Health;
import io.ecsdrain.deployer.plan.verb.Elapsed;
import io.ecsdrain.inventory.model.AlarmView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import io.ecsdrain.lifecycle.plan.facts.CanarySteps.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides whether a canary goes on. What could not be read ends no canary, and no step is over while anything of it
 * could not be read.
 */
public final class CanaryPlan {

    private CanaryPlan() {}

    public static CanaryNext next(CanaryRequest request, CanaryProgress progress, CanaryLook look) {
        Optional<CanaryEnded> ended = look.ended().found();
        if (ended.isPresent()) {
            return CanaryNext.after(ended.get());
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
        if (isLate(progress, look.at())) {
            return late(request, progress, missing);
        }
        if (missing.isPresent() || unhealthy) {
            return new CanaryNext.Hold(progress.unhealthy(unhealthy), line(request, progress, look, missing));
        }
        return progress.step() < request.steps().count() ? new CanaryNext.Advance() : new CanaryNext.GoLive();
    }

    /** Whether nothing may begin any more. */
    public static boolean isLate(CanaryProgress progress, Instant now) {
        return !now.isBefore(progress.deadline().minus(CanaryMark.STOPS_BEFORE));
    }

    /** @param missing what the step still needed */
    public static CanaryNext.Abort late(CanaryRequest request, CanaryProgress progress, Optional<String> missing) {
        return new CanaryNext.Abort(
                "its time is over in step " + progress.step() + " of "
                        + request.steps().count()
                        + missing.map(what -> ": " + what).orElse(""),
                true);
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
        Optional<String> unread = unread(request, look);
        return unread.or(() -> request.minRequests() == 0 ? Optional.empty() : requests(request, look))
                .or(() -> pauses(request, progress) ? Optional.of("not promoted yet") : Optional.empty());
    }

    private static Optional<String> requests(CanaryRequest request, CanaryLook look) {
        long requests = look.traffic().value().orElseThrow().inStep();
        return requests >= request.minRequests()
                ? Optional.empty()
                : Optional.of("only " + requests + " of " + request.minRequests() + " requests in this step");
    }

    /** Whether a person has to promote it once its step is over. */
    private static boolean pauses(CanaryRequest request, CanaryProgress progress) {
        return request.pause().isPresent() && progress.step() == request.steps().count();
    }

    /** Which of its judges said nothing at this look, as a phrase. */
    private static Optional<String> unread(CanaryRequest request, CanaryLook look) {
        return Stream.of(
                        look.ended().unknownBecause(),
                        look.shared().unknownBecause(),
                        look.alarms().unknownBecause(),
                        look.health().unknownBecause(),
                        request.minRequests() == 0
                                ? Optional.<String>empty()
                                : look.traffic().unknownBecause())
                .flatMap(Optional::stream)
                .findFirst()
                .map(why -> "not everything could be read: " + why)
                .or(() -> gone(request, look));
    }

    private static Optional<String> gone(CanaryRequest request, CanaryLook look) {
        List<String> found = look.alarms().value().orElseThrow().stream()
                .map(AlarmView::name)
                .toList();
        return request.alarms().stream()
                .filter(name -> !found.contains(name))
                .findFirst()
                .map(name -> "alarm " + name + " is there no more");
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
        return (value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value)) + "%";
    }
}
