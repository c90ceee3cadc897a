package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.TimeLeft;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.localaws.wire.Fault;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that waits for the answers to its fences, over the wire and on stepped time. */
class FenceWaitTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey NEW = new DeploymentKey("app", "v2");
    private static final DeploymentKey SHOP = new DeploymentKey("shop", "v1");

    private final ReaperCluster cluster = new ReaperCluster().with("EVIDENCE", "log");
    private final SpeakingTasks sidecars = new SpeakingTasks(cluster, OLD);
    private final List<SpeakingTasks> speaking = new ArrayList<>(List.of(sidecars));
    private final List<Duration> pauses = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private int second;

    @AfterEach
    void close() {
        cluster.close();
    }

    private void sessions(int count) {
        cluster.tasks(OLD).forEach(task -> sidecars.sessions(task, count));
    }

    private void pass(int seconds) {
        for (int passed = 0; passed < seconds; passed++) {
            cluster.aws.advance(Duration.ofSeconds(1));
            second++;
            if (second % SpeakingTasks.POLL == 0) {
                speaking.forEach(SpeakingTasks::look);
            }
        }
    }

    /** When it was scaled down. */
    private Instant zeroAt() {
        return cluster.aws.calls().stream()
                .filter(call -> call.operation().equals("UpdateService")
                        && call.input().path("desiredCount").asInt(1) == 0)
                .map(CallRecord::at)
                .findFirst()
                .orElseThrow();
    }

    /** One of them drains, and no task of it has a session any more. */
    private void ready() {
        cluster.supersede(OLD, NEW, 2);
        sessions(1);
        pass(120);
        sessions(0);
        pass(30);
    }

    private RunReport reap() {
        return reap(TimeLeft.UNLIMITED);
    }

    private RunReport reap(TimeLeft time) {
        return new Reaper(
                        cluster.reaper, cluster.config(), cluster.aws::now, ConvergeSettings.DEFAULT.waiting(pause -> {
                            pauses.add(pause);
                            if (isForAnswers(pause)) {
                                meanwhile.run();
                            }
                            pass((int) pause.toSeconds());
                        }))
                .run(time);
    }

    private int desired() {
        return cluster.service(OLD).orElseThrow().desiredCount();
    }

    /** Converge pauses for longer. */
    private static boolean isForAnswers(Duration pause) {
        return pause.compareTo(ConvergeSettings.DEFAULT.pause()) < 0;
    }

    private Duration waited() {
        return pauses.stream().filter(FenceWaitTest::isForAnswers).reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void aTaskThatSettlesFastIsParkedAskedAndAtZeroInOneRun() {
        sidecars.settling(Duration.ofSeconds(10));
        ready();
        RunReport report = reap();
        assertThat(reason(report, OLD)).isEqualTo("ready");
        assertThat(report.decisions().stream()
                        .filter(each -> each.key().equals(OLD))
                        .flatMap(each -> each.steps().stream())
                        .map(step -> step.action().word()))
                .containsSubsequence("ParkRules", "WriteFence", "ScaleToZero");
        assertThat(report.failed()).isFalse();
        assertThat(desired()).isZero();
    }

    /**
     * From the last session to zero, with a run each minute. A task that saw its last session less than 20 s ago is not
     * ready; an app whose reports hold for 30 s makes its task settle for 60 s.
     */
    @ParameterizedTest(name = "settling {0} s, waiting {1} s, a run {2} s after the last session: zero after {3} s")
    @CsvSource({
        "30, 0, 30, 90",
        "30, 0, 15, 135",
        // Not long enough, and nothing gained.
        "30, 30, 30, 90",
        "30, 30, 15, 135",
        "30, 50, 30, 80",
        "60, 0, 30, 150",
        "60, 30, 30, 111",
        "10, 0, 15, 135",
        "10, 30, 15, 105",
        "10, 30, 30, 60",
        "5, 30, 15, 101",
    })
    void fromTheLastSessionToZero(int settle, String wait, int first, int seconds) {
        cluster.with("FENCE_WAIT_SEC", wait);
        sidecars.settling(Duration.ofSeconds(settle));
        cluster.supersede(OLD, NEW, 2);
        sessions(1);
        pass(120);
        sessions(0);
        Instant ended = cluster.aws.now();
        pass(first);
        while (desired() > 0) {
            Instant began = cluster.aws.now();
            reap();
            pass(60 - (int) Duration.between(began, cluster.aws.now()).toSeconds());
        }
        assertThat(Duration.between(ended, zeroAt())).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aFenceThatStandsUnansweredIsWaitedForAsWell() {
        sidecars.settling(Duration.ofSeconds(60));
        ready();
        assertThat(reason(reap(), OLD)).isEqualTo("awaiting-answers");
        pass(20);
        assertThat(reason(reap(), OLD)).isEqualTo("ready");
        assertThat(desired()).isZero();
    }

    /** A second deployment that drains. */
    private void shop(int sessions) {
        cluster.supersede(SHOP, new DeploymentKey("shop", "v2"), 1);
        SpeakingTasks shop = new SpeakingTasks(cluster, SHOP).settling(Duration.ofSeconds(10));
        cluster.tasks(SHOP).forEach(task -> shop.sessions(task, sessions));
        speaking.add(shop);
    }

    @Test
    void theWaitCountsFromTheFencesAndIsOnceForAll() {
        sidecars.settling(Duration.ofSeconds(10));
        shop(0);
        ready();
        RunReport report = reap();
        assertThat(reason(report, OLD)).isEqualTo("ready");
        assertThat(reason(report, SHOP)).isEqualTo("ready");
        // Of the 30 s each name's converge took 5.
        assertThat(waited()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void theSecondLookIsForTheDeploymentsThatWereAskedAlone() {
        sidecars.settling(Duration.ofSeconds(10));
        shop(1);
        ready();
        int[] before = new int[1];
        meanwhile = () -> before[0] = cluster.aws.calls().size();
        RunReport report = reap();
        assertThat(reason(report, SHOP)).isEqualTo("not-ready");
        assertThat(desired()).isZero();
        assertThat(groupsRead(0)).contains("/ecs-drain/shop");
        assertThat(groupsRead(before[0])).isNotEmpty().containsOnly("/ecs-drain/app");
    }

    private List<String> groupsRead(int since) {
        return cluster.aws.calls().stream()
                .skip(since)
                .filter(call -> call.operation().equals("FilterLogEvents"))
                .map(call -> call.input().path("logGroupName").asText())
                .toList();
    }

    @Test
    void aSessionThatComesMeanwhileFindsItsWayBackInTheSameRun() {
        sidecars.settling(Duration.ofSeconds(10));
        ready();
        meanwhile = () -> sidecars.sessions(cluster.tasks(OLD).get(0), 1);
        assertThat(reason(reap(), OLD)).isEqualTo("sessions-came-back");
        assertThat(desired()).isEqualTo(2);
        assertThat(cluster.rules()).noneMatch(rule -> rule.conditions().size() > 1);
    }

    @Test
    void itWaitsNoLongerThanLeavesTheTimeToLookAgain() {
        sidecars.settling(Duration.ofSeconds(10));
        ready();
        Instant end = cluster.aws.now().plusSeconds(20);
        reap(() -> Duration.between(cluster.aws.now(), end));
        // 5 s were converge's, and as long the second look may take.
        assertThat(waited()).isEqualTo(Duration.ofSeconds(10));
        assertThat(cluster.aws.now()).isBeforeOrEqualTo(end);
    }

    @Test
    void withoutTimeForASecondLookItDoesNotWait() {
        ready();
        Instant end = cluster.aws.now().plusSeconds(8);
        assertThat(reason(reap(() -> Duration.between(cluster.aws.now(), end)), OLD))
                .isEqualTo("parking");
        assertThat(waited()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"FENCE_WAIT_SEC, 0", "DRY_RUN, true", "EVIDENCE, metric"})
    void itDoesNotWait(String variable, String value) {
        cluster.with(variable, value);
        ready();
        reap();
        assertThat(waited()).isZero();
    }

    @Test
    void forTasksWithSessionsItDoesNotWait() {
        ready();
        sessions(1);
        pass(10);
        assertThat(reason(reap(), OLD)).isEqualTo("not-ready");
        assertThat(waited()).isZero();
    }

    @Test
    void itDoesNotWaitForWhatItMayNotRetireAnyMore() {
        cluster.with("MAX_RETIREMENTS", "1").with("FENCE_WAIT_SEC", "0");
        ready();
        assertThat(reason(reap(), OLD)).isEqualTo("parking");
        cluster.with("FENCE_WAIT_SEC", "30");
        shop(0);
        pass(60);
        RunReport report = reap();
        assertThat(reason(report, OLD)).isEqualTo("ready");
        assertThat(reason(report, SHOP)).isEqualTo("parking");
        assertThat(waited()).isZero();
    }

    @Test
    void aSecondLookThatFailsIsTheNextRunsMatter() {
        ready();
        meanwhile = () -> cluster.aws.faults().on("ecs", "ListServices").then(Fault.serverError());
        RunReport report = reap();
        assertThat(reason(report, OLD)).isEqualTo("parking");
        assertThat(report.failed()).isFalse();
        assertThat(report.remarks())
                .anyMatch(remark -> remark.startsWith("the answers to its fences were not looked at"));
    }
}
