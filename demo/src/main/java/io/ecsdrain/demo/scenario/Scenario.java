package io.ecsdrain.demo.scenario;

import io.ecsdrain.demo.load.ClientLoad;
import io.ecsdrain.demo.load.OpenSession;
import io.ecsdrain.demo.load.Tally;
import io.ecsdrain.demo.report.Criterion;
import io.ecsdrain.demo.watch.Timeline;
import io.ecsdrain.demo.watch.Watcher;
import io.ecsdrain.localaws.LocalAws;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The plan's "Testing", both phases. Phase 1: A, B and C are deployed, each while sessions are open on the one before;
 * A and B drain and go, A by its metric and B by the lines of its sidecars. Phase 2: a deployment from before the
 * sidecar, which can never report, goes by MAX_AGE. Between the two stands an app that knows nothing of drain: the
 * sidecar counts its connections.
 */
public final class Scenario {

    public static final String LEGACY = "legacy";
    static final String UNMODIFIED = "unmodified";
    /** Its sidecars' lines are where the reaper looks for them, so it is asked by a fence. */
    static final String BY_LOG = "release-b";
    /** In the order of their deployment. */
    public static final List<String> DEPLOYMENTS = List.of(LEGACY, UNMODIFIED, "release-a", BY_LOG, "release-c");

    /** On each deployment that is to be superseded. */
    static final int SESSIONS = 4;

    private static final long LOOK_MILLIS = 250;

    private final LocalAws aws;
    private final Programs programs;
    private final Timeline timeline;
    private final Tally tally;
    private final Path folder;
    private final DemoSettings settings = DemoSettings.atSpeed();

    /** @param folder exists; the task definitions that are deployed are left in it, to be looked at */
    public Scenario(LocalAws aws, Programs programs, Timeline timeline, Tally tally, Path folder) {
        this.aws = aws;
        this.programs = programs;
        this.timeline = timeline;
        this.tally = tally;
        this.folder = folder;
    }

    /**
     * Plays it to the end and judges what was seen.
     *
     * @throws DemoFailed if a deploy fails, so that there is nothing to judge
     */
    public List<Criterion> play(Instant start) {
        // The first event is what all times in the evidence count from, as they do on the terminal and on the page.
        timeline.note(start, null, "the embedded AWS listens");
        Stage stage = new Stage(aws.endpoint(), aws.region(), settings);
        Deployer deployer = new Deployer(programs, settings, stage.listenerArn(), timeline);
        URI app = aws.elb().listenerAddress(stage.listenerArn()).orElseThrow();
        ReaperSchedule reaper = new ReaperSchedule(programs, settings, timeline);
        Watcher watcher = new Watcher(stage.view(), timeline);
        try (watcher;
                ClientLoad load = new ClientLoad(app, tally)) {
            watcher.start();
            try (reaper) {
                deployAll(stage, deployer, load, reaper);
                awaitTheOldOnesGone(Instant.now().plus(settings.patience()));
            }
        }
        return new Judgement(settings, timeline, tally, reaper, stage.view(), deployer).criteria();
    }

    /** Each is deployed while sessions are open on the one before; those end only once that one has been draining. */
    private void deployAll(Stage stage, Deployer deployer, ClientLoad load, ReaperSchedule reaper) {
        TaskDefinitions definitions = new TaskDefinitions(programs, settings);
        deployer.deploy(LEGACY, definitions.withoutSidecar(folder, LEGACY));
        stage.shortenDeregistration(settings.legacyDeregistration());
        load.start();
        load.keepComingBackTo(LEGACY);
        reaper.start();
        List<OpenSession> open = List.of();
        for (String id : DEPLOYMENTS.subList(1, DEPLOYMENTS.size())) {
            if (id.equals(UNMODIFIED)) {
                deployer.deploy(id, definitions.unmodified(folder, id));
                timeline.note(Instant.now(), id, "its app reports nothing; the sidecar counts its connections");
            } else {
                deployer.deploy(
                        id,
                        id.equals(BY_LOG)
                                ? definitions.speakingByLog(folder, id)
                                : definitions.withSidecar(folder, id));
                load.keepComingBackTo(id);
            }
            open.forEach(OpenSession::leave);
            boolean last = id.equals(DEPLOYMENTS.get(DEPLOYMENTS.size() - 1));
            open = last ? List.of() : openSessions(load, id);
        }
    }

    private List<OpenSession> openSessions(ClientLoad load, String id) {
        timeline.note(Instant.now(), id, SESSIONS + " sessions open; they stay while it drains");
        return Stream.generate(() -> load.openSession(id)).limit(SESSIONS).toList();
    }

    private void awaitTheOldOnesGone(Instant until) {
        List<String> old = DEPLOYMENTS.subList(0, DEPLOYMENTS.size() - 1);
        while (!old.stream().allMatch(timeline::isGone) && Instant.now().isBefore(until)) {
            pause(Duration.ofMillis(LOOK_MILLIS));
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted");
        }
    }
}
