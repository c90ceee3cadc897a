package io.ecsdrain.demo.scenario;

import io.ecsdrain.demo.load.Tally;
import io.ecsdrain.demo.report.Criterion;
import io.ecsdrain.demo.scenario.Programs.Run;
import io.ecsdrain.demo.watch.AwsView;
import io.ecsdrain.demo.watch.Phase;
import io.ecsdrain.demo.watch.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds what was seen against the seven success criteria of docs/plan.md, and counts what the clients suffered. */
final class Judgement {

    private static final List<String> WITH_SIDECAR = List.of(Scenario.UNMODIFIED, "release-a", Scenario.BY_LOG);
    private static final String LIVE = "release-c";

    private final DemoSettings settings;
    private final Timeline timeline;
    private final Tally tally;
    private final ReaperSchedule reaper;
    private final AwsView aws;
    private final Deployer deployer;
    private final Sightings seen;
    private final Readiness readiness;

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
        this.seen = new Sightings(timeline, tally);
        this.readiness = new Readiness(WITH_SIDECAR, settings.graceSeconds(), seen);
    }

    List<Criterion> criteria() {
        return List.of(
                deploysWork(),
                taggedDraining(),
                readiness.readyAfterGrace(),
                readiness.zeroOnlyWhenReady(),
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
                .forEach((id, frame) -> words.add(id + " " + frame.phase().words()));
        return String.join(", ", words);
    }

    private Criterion taggedDraining() {
        List<String> tagged = new ArrayList<>();
        List<String> old = Scenario.DEPLOYMENTS.subList(0, Scenario.DEPLOYMENTS.size() - 1);
        for (String id : old) {
            seen.drainTag(id).ifPresent(at -> tagged.add(id + seen.when(at)));
        }
        return new Criterion(
                "Old deployments are tagged state=draining",
                tagged.size() == old.size(),
                "seen on " + String.join(", ", tagged));
    }

    private Criterion cleanedUp() {
        List<String> gone = new ArrayList<>();
        for (String id : WITH_SIDECAR) {
            seen.phase(id, Phase.GONE).ifPresent(at -> gone.add(id + seen.when(at)));
        }
        return new Criterion(
                "Reaper cleans up services with runningCount==0",
                gone.size() == WITH_SIDECAR.size(),
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
        Optional<Instant> gone = seen.phase(Scenario.LEGACY, Phase.GONE);
        boolean silent = timeline.firstReady(Scenario.LEGACY, 1).isEmpty()
                && timeline.firstReady(Scenario.LEGACY, 0).isEmpty();
        boolean logged = reaper.logged("MAX_AGE exceeded", Scenario.LEGACY);
        return new Criterion(
                "MAX_AGE backstop works without ShutdownReady",
                gone.isPresent() && silent && logged,
                Scenario.LEGACY + " never reported; the reaper " + (logged ? "logged" : "never logged")
                        + " \"MAX_AGE exceeded\" (" + settings.maxAge().toSeconds() + " s); gone"
                        + seen.when(gone));
    }

    private Criterion clients() {
        long cut = tally.sessions().stream().filter(session -> !session.whole()).count();
        return new Criterion(
                "And what users saw: no failed request, no session cut",
                tally.failures().isEmpty()
                        && tally.sessions().size() == WITH_SIDECAR.size() * Scenario.SESSIONS
                        && cut == 0
                        && tally.requests() > 100,
                tally.requests() + " requests, " + tally.failures().size() + " failed; "
                        + tally.sessions().size() + " sessions, " + cut + " cut; answered by "
                        + answers(tally.byDeployment())
                        + tally.failures().stream()
                                .limit(3)
                                .map(failure ->
                                        "; " + failure.client() + seen.when(failure.at()) + ": " + failure.what())
                                .reduce("", String::concat));
    }

    private static String answers(Map<String, Long> byDeployment) {
        return byDeployment.isEmpty()
                ? "no deployment"
                : byDeployment.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue() + " times")
                        .collect(Collectors.joining(", "));
    }
}
