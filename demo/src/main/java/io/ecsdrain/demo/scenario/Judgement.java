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
import java.util.stream.Collectors;

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
            drainSeen(id).ifPresent(at -> seen.add(id + at(at)));
        }
        return new Criterion(
                "Old deployments are tagged state=draining",
                seen.size() == old.size(),
                "seen on " + String.join(", ", seen));
    }

    private Criterion readyAfterGrace() {
        return new Criterion(
                "Tasks emit ShutdownReady=1 after grace period",
                REPORTING.stream().allMatch(this::shownReadyInTime),
                REPORTING.stream().map(this::readiness).collect(Collectors.joining("; ")));
    }

    /** Both tasks 0 and then 1, not before the grace, and the last of them not before the last session was over. */
    private boolean shownReadyInTime(String id) {
        Map<String, Instant> zero = timeline.firstReady(id, 0);
        Map<String, Instant> one = timeline.firstReady(id, 1);
        Optional<Instant> drain = drainSeen(id);
        Optional<Instant> over = lastSessionOver(id);
        if (drain.isEmpty()
                || over.isEmpty()
                || zero.size() != 2
                || !one.keySet().equals(zero.keySet())) {
            return false;
        }
        // A look each half second may see the drain that much late.
        Instant soonest = drain.get().plusSeconds(settings.graceSeconds() - 1);
        return over.get().isAfter(drain.get())
                && one.values().stream().anyMatch(over.get()::isBefore)
                && one.entrySet().stream()
                        .allMatch(ready -> ready.getValue().isAfter(soonest)
                                && ready.getValue().isAfter(zero.get(ready.getKey())));
    }

    private String readiness(String id) {
        Map<String, Instant> one = timeline.firstReady(id, 1);
        return id + ": draining" + when(drainSeen(id)) + ", last session over" + when(lastSessionOver(id)) + ", "
                + one.size()
                + " of " + timeline.firstReady(id, 0).size() + " tasks showed 0 and then 1, the last"
                + when(one.values().stream().max(Instant::compareTo));
    }

    private Optional<Instant> drainSeen(String id) {
        return timeline.first(id, frame -> frame.stateTag().equals("draining"));
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
            evidence.add(id + ": all ready" + when(ready) + ", parked" + when(parked) + ", desired 0" + when(zero));
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
        return new Criterion(
                "No dangling target groups or listener rules",
                verify.exit() == 0 && rules == 1 && groups == 1,
                "drain verify exits " + verify.exit() + "; rules left: " + rules + ", target groups left: " + groups
                        + " (" + LIVE + " has one of each)");
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
                        + when(gone));
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

    private String when(Optional<Instant> at) {
        return at.map(this::at).orElse(" never");
    }

    private String at(Instant at) {
        Instant start = timeline.events().get(0).at();
        return String.format(
                Locale.ROOT, " at %.0f s", Duration.between(start, at).toMillis() / 1000.0);
    }
}
