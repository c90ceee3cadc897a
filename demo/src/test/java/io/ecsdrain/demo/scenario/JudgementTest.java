package io.ecsdrain.demo.scenario;

import static io.ecsdrain.demo.watch.HandMade.in;
import static io.ecsdrain.demo.watch.HandMade.saying;
import static io.ecsdrain.demo.watch.HandMade.second;
import static io.ecsdrain.demo.watch.HandMade.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.demo.load.HandMadeTally;
import io.ecsdrain.demo.load.Tally;
import io.ecsdrain.demo.report.Criterion;
import io.ecsdrain.demo.watch.Frame.DeploymentFrame;
import io.ecsdrain.demo.watch.Frame.TaskFrame;
import io.ecsdrain.demo.watch.HandMade;
import io.ecsdrain.demo.watch.Phase;
import io.ecsdrain.demo.watch.Timeline;
import io.ecsdrain.demo.watch.WatchedCloud;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hand-made timeline before an AWS that has one rule and one target group left. */
class JudgementTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path home;

    private final Timeline timeline = new Timeline(event -> {});
    private final Tally tally = new Tally();

    static DemoSettings settings(String cluster) {
        DemoSettings real = DemoSettings.atSpeed();
        return new DemoSettings(
                cluster,
                real.deploymentName(),
                real.graceSeconds(),
                real.periodSeconds(),
                real.consecutive(),
                Duration.ofMillis(50),
                real.maxAge(),
                real.legacyDeregistration(),
                real.patience());
    }

    @BeforeEach
    void install() throws IOException {
        FakeProgram.install(home);
    }

    private static DeploymentFrame two(Phase phase, TaskFrame task) {
        return in(phase, Map.of("11111111", task, "22222222", task));
    }

    private void all(double second, DeploymentFrame legacy, DeploymentFrame reporting, DeploymentFrame last) {
        all(second, legacy, reporting, reporting, last);
    }

    private void all(
            double second,
            DeploymentFrame legacy,
            DeploymentFrame reporting,
            DeploymentFrame byLog,
            DeploymentFrame last) {
        HandMade.add(
                timeline,
                second,
                Map.of(
                        "legacy",
                        legacy,
                        "unmodified",
                        reporting,
                        "release-a",
                        reporting,
                        "release-b",
                        byLog,
                        "release-c",
                        last));
    }

    private void aGoodLife() {
        DeploymentFrame live = two(Phase.ACTIVE, saying(0));
        all(0, two(Phase.ACTIVE, silent()), two(Phase.ACTIVE, saying(0)), live);
        all(10, two(Phase.DRAINING, silent()), two(Phase.DRAINING, saying(0)), live);
        all(20, two(Phase.DRAINING, silent()), two(Phase.DRAINING, saying(1)), live);
        DeploymentFrame asked = HandMade.asked(Map.of("11111111", saying(1), "22222222", saying(1)));
        all(25, two(Phase.PARKED, silent()), two(Phase.PARKED, saying(1)), asked, live);
        all(30, in(Phase.SCALED_TO_ZERO), in(Phase.SCALED_TO_ZERO), live);
        all(40, in(Phase.GONE), in(Phase.GONE), live);
    }

    private void goodClients(int sessionsEach) {
        HandMadeTally.answered(tally, "release-c", 101);
        for (String id : List.of("unmodified", "release-a", "release-b")) {
            for (int i = 0; i < sessionsEach; i++) {
                HandMadeTally.add(tally, second(5), second(15), id, 40, true);
            }
        }
    }

    private List<Criterion> judged(String cluster) {
        try (WatchedCloud cloud = new WatchedCloud()) {
            Programs programs = new Programs(home, cloud.aws.endpoint(), "eu-west-1");
            ReaperSchedule reaper = new ReaperSchedule(programs, settings(cluster), timeline);
            try (reaper) {
                reaper.start();
                await().atMost(SOON).until(() -> reaper.runs() > 0);
            }
            Deployer deployer = new Deployer(programs, settings(cluster), "unused", timeline);
            return new Judgement(settings(cluster), timeline, tally, reaper, cloud.view(), deployer).criteria();
        }
    }

    private static List<String> failed(List<Criterion> criteria) {
        return criteria.stream()
                .filter(criterion -> !criterion.holds())
                .map(Criterion::words)
                .toList();
    }

    @Test
    void aGoodLifeMeetsAllSevenCriteriaAndTheClients() {
        aGoodLife();
        goodClients(Scenario.SESSIONS);

        List<Criterion> criteria = judged(FakeProgram.WELL);
        assertThat(criteria).hasSize(8);
        assertThat(failed(criteria)).isEmpty();
        assertThat(criteria.get(0).evidence())
                .contains(
                        "5 deployed",
                        "legacy gone",
                        "unmodified gone",
                        "release-a gone",
                        "release-b gone",
                        "release-c active");
        assertThat(criteria.get(6).evidence()).contains("logged \"MAX_AGE exceeded\"", "gone at 40 s");
    }

    @Test
    void whereNothingDrainedNothingIsTakenAsShown() {
        DeploymentFrame live = two(Phase.ACTIVE, saying(0));
        all(0, two(Phase.ACTIVE, silent()), live, live);
        goodClients(0);

        assertThat(failed(judged(FakeProgram.DANGLING)))
                .containsExactly(
                        "Multiple deploys work correctly",
                        "Old deployments are tagged state=draining",
                        "Tasks emit ShutdownReady=1 after grace period",
                        "Reaper sets desiredCount=0 when all tasks ready",
                        "Reaper cleans up services with runningCount==0",
                        "No dangling target groups or listener rules",
                        "MAX_AGE backstop works without ShutdownReady",
                        "And what users saw: no failed request, no session cut");
    }

    @Test
    void aFailedRequestIsTheClientsMatterAndIsNamed() {
        aGoodLife();
        goodClients(Scenario.SESSIONS);
        HandMadeTally.failed(tally, second(12), "visitor", "HTTP 502");

        List<Criterion> criteria = judged(FakeProgram.WELL);
        assertThat(failed(criteria)).containsExactly("And what users saw: no failed request, no session cut");
        assertThat(criteria.get(7).evidence()).contains("102 requests, 1 failed", "visitor at 12 s: HTTP 502");
    }

    @Test
    void aCutSessionIsTheClientsMatterToo() {
        aGoodLife();
        goodClients(Scenario.SESSIONS - 1);
        HandMadeTally.add(tally, second(5), second(15), "release-a", 3, false);
        HandMadeTally.add(tally, second(5), second(15), "unmodified", 40, true);
        HandMadeTally.add(tally, second(5), second(15), "release-b", 40, true);

        List<Criterion> criteria = judged(FakeProgram.WELL);
        assertThat(failed(criteria)).containsExactly("And what users saw: no failed request, no session cut");
        assertThat(criteria.get(7).evidence()).contains("12 sessions, 1 cut");
    }

    @Test
    void anExitOfVerifyThatIsNotZeroIsSomethingDangling() {
        aGoodLife();
        goodClients(Scenario.SESSIONS);

        List<Criterion> criteria = judged(FakeProgram.DANGLING);
        assertThat(failed(criteria)).containsExactly("No dangling target groups or listener rules");
        assertThat(criteria.get(5).evidence()).contains("verify exits 4", "rules left: 1, target groups left: 1");
    }
}
