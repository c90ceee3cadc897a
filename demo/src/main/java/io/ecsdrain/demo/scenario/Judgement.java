package io.ecsdrain.demo.scenario;

import io.ecsdrain.demo.load.Tally;
import io.ecsdrain.demo.report.Criterion;
import io.ecsdrain.demo.scenario.Programs.Run;
import io.ecsdrain.demo.watch.AwsView;
import io.ecsdrain.demo.watch.Phase;
import io.ecsdrain.demo.watch.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Holds what was seen against the plan's seven success criteria, and counts what the clients suffered. */
final class Judgement {

    private static final List<String> REPORTING = List.of("release-a", "release-b");
    private static final String LIVE = "release-c";

    private final DemoSettings settings;
    private final Timeline timeline;
    private final Tally tally;
    private final ReaperSchedule reaper;
    private final AwsView aws;
    private final Deployer deployer;

    Judgement(
            DemoSettings settings,
            Timeline timeline,
            Tally tally,
            ReaperSchedule reaper,
            AwsView aws,
            Deployer deployer) {
        this.settings = settings;
        this.timeline = timeline;
        this.tally = tally;
        this.reaper = reaper;
        this.aws = aws;
        this.deployer = deployer;
    }

    List<Criterion> criteria() {
        return List.of(
                deploysWork(),
                taggedDraining(),
                readyAfterGrace(),
                zeroOnlyWhenReady(),
                cleanedUp(),
                nothingDangling(),
                maxAge(),
                clients());
    }

    private Criterion deploysWork() {
        boolean live = timeline.frames().get(timeline.frames().size() - 1).deployments().entrySet().stream()
                .allMatch(
                        entry -> entry.getValue().phase() == (entry.getKey().equals(LIVE) ? Phase.ACTIVE : Phase.GONE));
        return new Criterion(
                "Multiple deploys work correctly",
                live,
                Scenario.DEPLOYMENTS.size() + " deployed one after the other; at the end " + phases());
    }

    private String phases() {
        List<String> words = new ArrayList<>();
        timeline.frames()
                .get(timeline.frames().size() - 1)
                .deployments()
                .forEach((id, seen) -> words.add(id + " " + seen.phase().words()));
        return String.join(", ", words);
    }

    private Criterion taggedDraining() {
        List<String> seen = new ArrayList<>();
        List<String> old = Scenario.DEPLOYMENTS.subList(0, Scenario.DEPLOYMENTS.size() - 1);
        for (String id : old) {
            timeline.first(id, frame -> frame.stateTag().equals("draining")).ifPresent(at -> seen.add(id + at(at)));
        }
        return new Criterion(
                "Old deployments are tagged state=draining",
                seen.size() == old.size(),
                "seen on " + String.join(", ", seen));
    }

    private Criterion readyAfterGrace() {
        List<String> evidence = new ArrayList<>();
        boolean holds = true;
        for (String id : REPORTING) {
            Map<String, Instant> zero = timeline.firstReady(id, 0);
            Map<String, Instant> one = timeline.firstReady(id, 1);
            Optional<Instant> lastSession = lastSessionOver(id);
            holds &= zero.size() == 2 && one.keySet().equals(zero.keySet());
            for (Map.Entry<String, Instant> ready : one.entrySet()) {
                boolean after = timeline.first(id, frame -> frame.stateTag().equals("draining"))
                        .map(drain ->
                                Duration.between(drain, ready.getValue()).toSeconds() >= settings.graceSeconds() - 1)
                        .orElse(false);
                holds &= after && zero.getOrDefault(ready.getKey(), Instant.MAX).isBefore(ready.getValue());
            }
            Optional<Instant> drain =
                    timeline.first(id, frame -> frame.stateTag().equals("draining"));
            holds &= drain.isPresent()
                    && lastSession.filter(drain.get()::isBefore).isPresent();
            evidence.add(id + ": " + one.size() + " of " + zero.size() + " tasks showed 0 and then 1, the last"
                    + one.values().stream()
                            .max(Instant::compareTo)
                            .map(this::at)
                            .orElse(" never")
                    + ", its last session over" + lastSession.map(this::at).orElse(" never"));
        }
        return new Criterion("Tasks emit ShutdownReady=1 after grace period", holds, String.join("; ", evidence));
    }

    /** A look each half second may see the drain that much late. */
    private boolean afterGrace(String id, Instant ready) {
        return timeline.first(id, frame -> frame.stateTag().equals("draining"))
                .map(drain -> Duration.between(drain, ready).toSeconds() >= settings.graceSeconds() - 1)
                .orElse(false);
    }

    private Optional<Instant> lastSessionOver(String id) {
        return tally.sessions().stream()
                .filter(session -> session.deployment().equals(id))
                .map(Tally.Session::to)
                .max(Instant::compareTo);
    }

    private Criterion zeroOnlyWhenReady() {
        List<String> evidence = new ArrayList<>();
        boolean holds = true;
        for (String id : REPORTING) {
            Optional<Instant> zero = timeline.first(id, frame -> frame.phase() == Phase.SCALED_TO_ZERO);
            Optional<Instant> parked = timeline.first(id, frame -> frame.phase() == Phase.PARKED);
            Optional<Instant> ready =
                    timeline.firstReady(id, 1).values().stream().max(Instant::compareTo);
            Optional<Instant> over = lastSessionOver(id);
            holds &= zero.isPresent()
                    && ready.filter(zero.get()::isAfter).isPresent()
                    && over.filter(zero.get()::isAfter).isPresent()
                    && parked.filter(zero.get()::isAfter).isPresent();
            evidence.add(id + ": all ready" + ready.map(this::at).orElse(" never") + ", parked"
                    + parked.map(this::at).orElse(" never") + ", desired 0"
                    + zero.map(this::at).orElse(" never"));
        }
        return new Criterion("Reaper sets desiredCount=0 when all tasks ready", holds, String.join("; ", evidence));
    }

    private Criterion cleanedUp() {
        List<String> gone = new ArrayList<>();
        for (String id : REPORTING) {
            timeline.first(id, frame -> frame.phase() == Phase.GONE).ifPresent(at -> gone.add(id + at(at)));
        }
        return new Criterion(
                "Reaper cleans up services with runningCount==0",
                gone.size() == REPORTING.size(),
                "gone: " + String.join(", ", gone) + "; " + reaper.runs() + " reaper runs, "
                        + reaper.troubles().size() + " with trouble");
    }

    private Criterion nothingDangling() {
        Run verify = deployer.verify();
        int rules = aws.rules().size();
        int groups = aws.targetGroups().size();
        boolean holds = verify.exit() == 0 && rules == 1 && groups == 1;
        return new Criterion(
                "No dangling target groups or listener rules",
                holds,
                "drain verify exits " + verify.exit() + "; left are "
                        + aws.rules().size() + " rule and " + aws.targetGroups().size() + " target group, both of "
                        + LIVE);
    }

    private Criterion maxAge() {
        Optional<Instant> gone = timeline.first(Scenario.LEGACY, frame -> frame.phase() == Phase.GONE);
        boolean silent = timeline.firstReady(Scenario.LEGACY, 1).isEmpty()
                && timeline.firstReady(Scenario.LEGACY, 0).isEmpty();
        boolean logged = reaper.logged("MAX_AGE exceeded", Scenario.LEGACY);
        return new Criterion(
                "MAX_AGE backstop works without ShutdownReady",
                gone.isPresent() && silent && logged,
                Scenario.LEGACY + " never reported; the reaper " + (logged ? "logged" : "never logged")
                        + " \"MAX_AGE exceeded\" (" + settings.maxAge().toSeconds() + " s); gone"
                        + gone.map(this::at).orElse(" never"));
    }

    private Criterion clients() {
        long cut = tally.sessions().stream().filter(session -> !session.whole()).count();
        return new Criterion(
                "And what users saw: no failed request, no session cut",
                tally.failures().isEmpty()
                        && tally.sessions().size() == REPORTING.size() * Scenario.SESSIONS
                        && cut == 0
                        && tally.requests() > 100,
                tally.requests() + " requests, " + tally.failures().size() + " failed; "
                        + tally.sessions().size() + " sessions, " + cut + " cut; answered by " + tally.byDeployment()
                        + tally.failures().stream()
                                .limit(3)
                                .map(failure -> "; " + failure.client() + at(failure.at()) + ": " + failure.what())
                                .reduce("", String::concat));
    }

    private String at(Instant at) {
        Instant start = timeline.events().get(0).at();
        return String.format(
                Locale.ROOT, " at %.0f s", Duration.between(start, at).toMillis() / 1000.0);
    }
}
