package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Retirement from the first 1 to the last deletion, over the wire. */
class RetirementTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey NEW = new DeploymentKey("app", "v10");
    private static final DeploymentKey FOREIGN = new DeploymentKey("app-eu", "v1");

    private ReaperCluster cluster;

    @BeforeEach
    void anOldDrainingAndANewActiveDeployment() {
        cluster = new ReaperCluster();
        cluster.deploy(OLD, "active", 2);
        cluster.deploy(FOREIGN, "active", 1);
        cluster.deploy(NEW, "active", 2);
        cluster.defaultAction(NEW);
        cluster.parameter(OLD, "draining");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aDrainedDeploymentIsParkedScaledToZeroAndDeletedWhileTheOthersStay() {
        List<String> reasons = new ArrayList<>();
        List<String> first = drainUntilGone(reasons, 0);
        assertThat(reasons)
                .containsSubsequence("not-ready", "parking", "awaiting-parked-evidence", "ready", "drained", "gone");
        assertThat(reasons.indexOf("ready") - reasons.indexOf("parking")).isGreaterThanOrEqualTo(3);
        assertThat(first).isEmpty();
        assertNothingDangling();
    }

    @Test
    void aTaskThatNeverReportsIsRetiredByAgeAndTheLogSaysSo() {
        List<RunReport> reports = new ArrayList<>();
        for (int i = 0; i < 75; i++) {
            cluster.aws.advance(Duration.ofMinutes(1));
            if (i > 55 || i < 2) {
                reports.add(cluster.reap());
            }
        }
        assertThat(reports.get(0).decisions()).anyMatch(each -> each.reason() == Reason.NOT_READY);
        assertThat(reports.stream().flatMap(report -> report.decisions().stream()))
                .anyMatch(each -> each.reason() == Reason.MAX_AGE
                        && each.decision().detail().contains("MAX_AGE exceeded"));
        assertThat(reports).noneMatch(RunReport::failed);
        assertThat(cluster.mutationsByReaper()).doesNotContain("ModifyTargetGroupAttributes");
        assertNothingDangling();
    }

    @Test
    void aDryRunDecidesTheSameAndMutatesNothing() {
        cluster.minute(OLD, 1);
        cluster.minute(OLD, 1);
        cluster.with("DRY_RUN", "true");
        RunReport dry = cluster.reap();
        assertThat(reason(dry, OLD)).isEqualTo("parking");
        assertThat(dry.decisions().stream().flatMap(each -> each.steps().stream()))
                .isNotEmpty()
                .allMatch(step -> step.outcome() instanceof Outcome.Skipped);
        assertThat(cluster.mutationsByReaper()).isEmpty();
        assertThat(reason(cluster.with("DRY_RUN", "false").reap(), OLD)).isEqualTo("parking");
    }

    @Test
    void aRunWithNothingToDoMutatesNothing() {
        cluster.minute(OLD, 0);
        cluster.reap();
        int before = cluster.mutationsByReaper().size();
        cluster.minute(OLD, 0);
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("not-ready");
        assertThat(cluster.mutationsByReaper()).hasSize(before);
    }

    @Test
    void aRunOverOneDrainingServiceTakesNoMoreCallsThanItsSnapshot() {
        try (ReaperCluster small = new ReaperCluster()) {
            small.deploy(OLD, "active", 2);
            small.parameter(OLD, "draining");
            small.minute(OLD, 0);
            small.reap();
            small.minute(OLD, 0);
            int before = small.callsByReaper().size();
            assertThat(reason(small.reap(), OLD)).isEqualTo("not-ready");
            List<String> calls = small.callsByReaper();
            assertThat(calls.subList(before, calls.size())).hasSizeLessThanOrEqualTo(15);
        }
    }

    @Test
    void sessionsThatComeBackAfterTheParkingGetTheirRuleBack() {
        cluster.minute(OLD, 1);
        cluster.minute(OLD, 1);
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("parking");
        assertThat(parkedRules()).isEqualTo(1);
        cluster.minute(OLD, 0);
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("sessions-came-back");
        assertThat(parkedRules()).isZero();
        List<String> reasons = new ArrayList<>();
        drainUntilGone(reasons, 0);
        assertNothingDangling();
    }

    @Test
    void aDeploymentBehindTheDefaultActionIsKeptWhateverItsTasksSay() {
        cluster.defaultAction(OLD);
        for (int i = 0; i < 6; i++) {
            cluster.minute(OLD, 1);
            assertThat(reason(cluster.reap(), OLD)).isEqualTo("still-routed");
        }
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(2);
    }

    @Test
    void whateverCallTheReaperDiesAfterTheNextRunsFinishCleanly() {
        for (int k = 0; ; k++) {
            if (k > 0) {
                close();
                anOldDrainingAndANewActiveDeployment();
            }
            cluster.aws.faults().crash(ReaperCluster.REAPER, k);
            List<String> failures = drainUntilGone(new ArrayList<>(), 6);
            assertNothingDangling();
            if (failures.isEmpty()) {
                assertThat(k).isGreaterThan(10);
                return;
            }
        }
    }

    /** Minute after minute with a run each; after so many failed runs the faults are lifted. Returns what failed. */
    private List<String> drainUntilGone(List<String> reasons, int failedRuns) {
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            cluster.minute(OLD, i < 2 ? 0 : 1);
            RunReport report = cluster.reap();
            reasons.add(reason(report, OLD));
            if (report.failed()) {
                failures.add(report.toString());
                if (failures.size() >= Math.min(failedRuns, 1)) {
                    cluster.aws.faults().clear();
                }
            } else if (reason(report, OLD).equals("gone")) {
                return failures;
            }
        }
        throw new AssertionError("not gone after 40 runs: " + reasons + failures);
    }

    private long parkedRules() {
        return cluster.rules().stream()
                .filter(rule -> rule.conditions().stream()
                        .anyMatch(condition -> condition.field().equals("source-ip")))
                .count();
    }

    private void assertNothingDangling() {
        assertThat(cluster.service(OLD).filter(found -> "ACTIVE".equals(found.status())))
                .isEmpty();
        assertThat(cluster.targetGroups()).containsExactlyInAnyOrder(cluster.group(NEW), cluster.group(FOREIGN));
        assertThat(cluster.rules()).hasSize(2);
        assertThat(cluster.service(NEW).orElseThrow().runningCount()).isEqualTo(2);
        assertThat(cluster.service(FOREIGN).orElseThrow().runningCount()).isEqualTo(1);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> cluster.team.ssm().getParameter(get -> get.name(OLD.stateParameter())))
                .isInstanceOf(ParameterNotFoundException.class);
    }
}
