package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.localaws.logs.LogsSwitches;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.localaws.wire.Fault;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Retirement by the sidecars' lines, over the wire: from the last session to zero, and what stands against it. */
class FencedRetirementTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey NEW = new DeploymentKey("app", "v2");

    private final ReaperCluster cluster =
            new ReaperCluster().with("EVIDENCE", "log").with("FENCE_WAIT_SEC", "0");
    private final SpeakingTasks sidecars = new SpeakingTasks(cluster, OLD);
    private List<String> tasks;

    @BeforeEach
    void anOldOneDrainsWithASessionOnEachTask() {
        cluster.supersede(OLD, NEW, 2);
        tasks = cluster.tasks(OLD);
        tasks.forEach(task -> sidecars.sessions(task, 1));
        sidecars.pass(120);
        assertThat(reap()).isEqualTo("not-ready");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private String reap() {
        return reason(cluster.reap(), OLD);
    }

    private void sessionsEnd() {
        tasks.forEach(task -> sidecars.sessions(task, 0));
    }

    private int desired() {
        return cluster.service(OLD).orElseThrow().desiredCount();
    }

    private Optional<Fence> fence() {
        try {
            return Fence.parse(cluster.team
                    .ssm()
                    .getParameter(get -> get.name(OLD.fenceParameter()))
                    .parameter()
                    .value());
        } catch (ParameterNotFoundException none) {
            return Optional.empty();
        }
    }

    /** Parked, asked, and the tasks have answered. */
    private void answered() {
        sessionsEnd();
        sidecars.pass(30);
        assertThat(reap()).isEqualTo("parking");
        sidecars.pass(60);
    }

    private List<String> writes() {
        return cluster.aws.calls().stream()
                .filter(call -> call.accessKey().equals(ReaperCluster.REAPER))
                .map(CallRecord::operation)
                .filter(operation -> !operation.matches("(Get|Describe|List|Filter).*"))
                .collect(Collectors.toList());
    }

    @Test
    void withARunEachMinuteItIsAtZeroTwoMinutesAndAHalfAfterItsLastSession() {
        sessionsEnd();
        Instant ended = cluster.aws.now();
        List<String> reasons = new ArrayList<>();
        while (desired() > 0) {
            sidecars.pass(60);
            reasons.add(reap());
        }
        assertThat(reasons).containsExactly("parking", "ready");
        assertThat(Duration.between(ended, cluster.aws.now())).isLessThanOrEqualTo(Duration.ofSeconds(150));
    }

    @Test
    void theFenceComesAfterTheParkingAndGoesBeforeTheState() {
        answered();
        assertThat(writes()).containsSubsequence("ModifyRule", "AddTags", "PutParameter");
        assertThat(fence()).isPresent();
        assertThat(reap()).isEqualTo("ready");
        cluster.aws.advance(Duration.ofMinutes(10));
        assertThat(reap()).isEqualTo("drained");
        assertThat(fence()).isEmpty();
        assertThat(cluster.aws.calls().stream()
                        .filter(call -> call.operation().equals("DeleteParameter"))
                        .map(call -> call.input().path("Name").asText()))
                .containsExactly(OLD.fenceParameter(), OLD.stateParameter());
        assertThat(cluster.rules()).hasSize(1);
    }

    @Test
    void aSessionAfterTheFenceTakesItBackAndLeadsItsClientsBackInThisOrder() {
        answered();
        sidecars.sessions(tasks.get(1), 1);
        sidecars.pass(15);
        int before = writes().size();
        assertThat(reap()).isEqualTo("sessions-came-back");
        assertThat(writes().subList(before, writes().size()))
                .containsSubsequence("DeleteParameter", "RemoveTags", "ModifyRule");
        assertThat(desired()).isEqualTo(2);
        assertThat(fence()).isEmpty();
    }

    @Test
    void aStateThatIsWrittenAgainMakesEveryAnswerVoid() {
        answered();
        cluster.parameter(OLD, "draining");
        assertThat(reap()).isEqualTo("not-ready");
        Optional<Fence> first = fence();
        sidecars.pass(15);
        assertThat(reap()).isEqualTo("awaiting-answers");
        assertThat(fence()).isPresent().isNotEqualTo(first);
        sidecars.pass(15);
        assertThat(reap()).isEqualTo("awaiting-answers");
        sidecars.pass(45);
        assertThat(reap()).isEqualTo("ready");
    }

    @Test
    void aRuleThatWasLedBackAndParkedAgainMakesEveryAnswerVoid() {
        answered();
        Optional<Fence> first = fence();
        cluster.team.elb().addTags(tag -> tag.resourceArns(cluster.rules().stream()
                        .filter(rule -> rule.conditions().size() > 1)
                        .map(rule -> rule.ruleArn())
                        .toList())
                .tags(Tag.builder()
                        .key("parked_at")
                        .value(cluster.aws.now().toString())
                        .build()));
        assertThat(reap()).isEqualTo("awaiting-answers");
        assertThat(fence()).isPresent().isNotEqualTo(first);
        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void aTaskThatStartedSinceHasToAnswerToo() {
        answered();
        cluster.team.ecs().stopTask(stop -> stop.cluster(LocalCluster.NAME).task(tasks.get(0)));
        sidecars.pass(30);
        assertThat(cluster.tasks(OLD)).hasSize(2).doesNotContain(tasks.get(0));
        assertThat(reap()).isEqualTo("not-ready");
        sidecars.pass(60);
        assertThat(reap()).isEqualTo("ready");
    }

    @Test
    void aSidecarThatStartedAgainIsAskedAgain() {
        answered();
        sidecars.restart(tasks.get(0));
        sidecars.pass(5);
        assertThat(reap()).isEqualTo("not-ready");
        sidecars.pass(90);
        assertThat(reap()).isEqualTo("ready");
    }

    /**
     * A run in which {@code hand} acts just before the tasks are asked once more. Sidecars with so long a beat are
     * asked by two calls each time: for their newest lines, and for those of four minutes.
     */
    private RunReport reapWhile(int asking, Runnable hand) {
        cluster.aws.switches().set(LogsSwitches.EMPTY_PAGE_EVERY, 0);
        int[] asked = new int[1];
        return new Reaper(
                        cluster.reaperBefore("filterLogEvents", () -> {
                            if (++asked[0] == asking) {
                                hand.run();
                            }
                        }),
                        cluster.config(),
                        cluster.aws::now,
                        cluster.settings())
                .run();
    }

    @Test
    void aSessionThatShowsJustBeforeTheEndStopsIt() {
        answered();
        RunReport report = reapWhile(3, () -> {
            sidecars.sessions(tasks.get(0), 1);
            sidecars.look();
        });
        assertThat(desired()).isEqualTo(2);
        assertThat(report.toString())
                .contains("Stale[why=1 of its tasks not ready: task " + tasks.get(0) + ": it has 1 session");
    }

    /** The lines of many tasks take long to read: what else it rests on is read after them. */
    @Test
    void aRollbackWhileTheTasksAreAskedOnceMoreStopsIt() {
        answered();
        reapWhile(3, () -> cluster.parameter(OLD, "active"));
        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void aTaskThatIsReplacedWhileTheRunDecidesStopsIt() {
        answered();
        reapWhile(1, () -> {
            cluster.team.ecs().stopTask(stop -> stop.cluster(LocalCluster.NAME).task(tasks.get(0)));
            cluster.aws.advance(Duration.ofSeconds(20));
        });
        assertThat(cluster.tasks(OLD)).hasSize(2).doesNotContain(tasks.get(0));
        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void aFenceThatIsReplacedJustBeforeTheEndStopsIt() {
        answered();
        reapWhile(
                1,
                () -> cluster.parameter(
                        OLD.fenceParameter(),
                        fence().map(old -> new Fence("0".repeat(32), old.state(), old.rules()))
                                .orElseThrow()
                                .json()));
        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void linesThatCannotBeReadAreUnknown() {
        answered();
        cluster.aws.faults().on("logs", "FilterLogEvents").then(Fault.serverError());
        assertThat(reap()).isEqualTo("observation-incomplete");
        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void aTaskWithoutSuchLinesIsReadFromTheMetricAndWaitedForAsThePlanHasIt() {
        try (ReaperCluster mixed = new ReaperCluster().with("EVIDENCE", "log").with("FENCE_WAIT_SEC", "0")) {
            mixed.supersede(OLD, NEW, 2);
            mixed.aws.logs().line(SpeakingTasks.GROUP, "app/drain/other", "a line, so that the group is there");
            List<String> reasons = new ArrayList<>();
            for (int minute = 0; minute < 5; minute++) {
                mixed.minute(OLD, 1);
                reasons.add(reason(mixed.reap(), OLD));
            }
            assertThat(reasons).contains("parking", "awaiting-parked-evidence").doesNotContain("awaiting-answers");
            assertThat(mixed.service(OLD).orElseThrow().desiredCount()).isZero();
        }
    }

    @Test
    void delayLossAndDoublesOfLinesCostTimeAndNothingElse() {
        cluster.aws
                .switches()
                .set(LogsSwitches.DRIVER_BATCH, Duration.ofSeconds(5))
                .set(LogsSwitches.INGESTION_DELAY, Duration.ofSeconds(5))
                .set(LogsSwitches.LOSE_EVERY, 7)
                .set(LogsSwitches.DOUBLE_EVERY, 3);
        sessionsEnd();
        int runs = 0;
        while (desired() > 0) {
            sidecars.pass(60);
            reap();
            assertThat(++runs).isLessThan(8);
        }
    }
}
