package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;

/** Drains and retirements that were called off, or begun again, over the wire. */
class CalledOffTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v10");
    private static final DeploymentKey HALF = new DeploymentKey("app", "v11");

    private ReaperCluster cluster;

    @BeforeEach
    void anOldDrainingAndALiveDeployment() {
        cluster = new ReaperCluster();
        cluster.supersede(OLD, LIVE, 1);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private Outcome does(DeploymentKey key, Action action) {
        return cluster.executor().execute(key, action);
    }

    private String arn(DeploymentKey key) {
        return cluster.service(key).orElseThrow().serviceArn();
    }

    private String delay() {
        return cluster.delay(OLD);
    }

    private ScalableTarget scalable(DeploymentKey key) {
        return cluster.scalableTarget(key);
    }

    private void makeScalable(DeploymentKey key) {
        cluster.scalable(key, 1);
    }

    @Test
    void aDrainThatWasCalledOffAndBegunAgainWhileTheReaperWasOffAgesFromItsSecondBeginning() {
        cluster.minute(OLD, 0);
        cluster.reap();
        cluster.aws.advance(Duration.ofMinutes(90));
        cluster.parameter(OLD, "active");
        cluster.parameter(OLD, "draining");
        cluster.minute(OLD, 0);
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("not-ready");
        cluster.aws.advance(Duration.ofMinutes(61));
        cluster.minute(OLD, 0);
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("max-age");
    }

    @Test
    void aScriptThatWritesDrainingAtEachReleaseDoesNotKeepItYoung() {
        cluster.minute(OLD, 0);
        cluster.reap();
        for (int release = 0; release < 3; release++) {
            cluster.aws.advance(Duration.ofMinutes(20));
            cluster.parameter(OLD, "draining");
            cluster.minute(OLD, 0);
            cluster.reap();
        }
        assertThat(cluster.callsByReaper()).contains("ModifyRule");
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("max-age");
    }

    @Test
    void oneThatWasActiveBetweenPlanAndActionIsNotScaledDownThoughItDrainsAgain() {
        Optional<ParameterView> seen =
                new LiveReader(cluster.reaper, ReaperCluster.NAME).state(OLD).require();
        park();
        cluster.parameter(OLD, "active");
        cluster.parameter(OLD, "draining");
        Attachments attachments = new Attachments(List.of(cluster.group(OLD)), List.of(cluster.balancer));
        assertThat(does(OLD, new Action.ScaleToZero(Grounds.DRAINING, attachments, seen)))
                .isEqualTo(new Outcome.Stale("its parameter was written again"));
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(1);
        assertThat(does(OLD, new Action.ScaleToZero(Grounds.DRAINING, attachments, Optional.empty())))
                .isEqualTo(Outcome.DONE);
    }

    private void park() {
        assertThat(does(
                        OLD,
                        new Action.ParkRules(
                                List.of(new RuleRef(cluster.rules().get(0).ruleArn(), cluster.listener)))))
                .isEqualTo(Outcome.DONE);
    }

    /** Scheduled actions cut down to the maximum they set, also while scale-in is suspended. */
    @Test
    void aScheduleNeitherTakesNorAddsATaskWhileADeploymentDrainsAndActsAgainOnceItIsActive() {
        String service = "service/" + ReaperCluster.NAME + "/" + OLD.serviceName();
        makeScalable(OLD);
        cluster.minute(OLD, 0);
        cluster.reap();
        cluster.aws.scaling().runScheduledAction(service, 0, 0);
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(1);
        cluster.aws.scaling().runScheduledAction(service, 3, 4);
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(1);
        cluster.parameter(OLD, "active");
        cluster.reap();
        cluster.aws.scaling().runScheduledAction(service, 3, 4);
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(3);
    }

    @Test
    void sessionsThatComeBackAfterAHalfDoneRetirementFindDelayAndScaleOutAsTheyWere() {
        makeScalable(OLD);
        cluster.minute(OLD, 1);
        cluster.reap();
        List<String> groups = List.of(cluster.group(OLD));
        assertThat(List.of(
                        new Action.WriteOriginals(Grounds.DRAINING, arn(OLD), groups),
                        new Action.SuspendAllScaling(Grounds.DRAINING, arn(OLD)),
                        new Action.LowerDeregistrationDelay(groups, 10)))
                .allSatisfy(action -> assertThat(does(OLD, action)).isEqualTo(Outcome.DONE));
        assertThat(delay()).isEqualTo("10");
        cluster.minute(OLD, 0);
        cluster.reap();
        assertThat(delay()).isEqualTo("300");
        assertThat(scalable(OLD).suspendedState().dynamicScalingOutSuspended()).isFalse();
        assertThat(scalable(OLD).suspendedState().dynamicScalingInSuspended()).isTrue();
        int before = cluster.mutationsByReaper().size();
        cluster.minute(OLD, 0);
        cluster.reap();
        assertThat(cluster.mutationsByReaper()).hasSize(before);
    }

    @Test
    void aDelayThatIsShorterAlreadyIsNotMadeLonger() {
        List<String> groups = List.of(cluster.group(OLD));
        park();
        for (String seconds : List.of("0", "5", "10")) {
            cluster.delay(OLD, seconds);
            assertThat(does(OLD, new Action.LowerDeregistrationDelay(groups, 10)))
                    .isEqualTo(Outcome.GONE);
            assertThat(delay()).isEqualTo(seconds);
        }
        cluster.delay(OLD, "11");
        assertThat(does(OLD, new Action.LowerDeregistrationDelay(groups, 10))).isEqualTo(Outcome.DONE);
        assertThat(delay()).isEqualTo("10");
    }

    @Test
    void theScalingOfAHalfCreatedDeploymentIsHeldBeforeItGoesToZero() {
        cluster.deploy(HALF, "deploying", 2);
        makeScalable(HALF);
        assertThat(does(HALF, new Action.WriteOriginals(Grounds.HALF_CREATED, arn(HALF), List.of())))
                .isEqualTo(Outcome.DONE);
        assertThat(does(HALF, new Action.SuspendAllScaling(Grounds.HALF_CREATED, arn(HALF))))
                .isEqualTo(Outcome.DONE);
        assertThat(scalable(HALF).suspendedState().dynamicScalingOutSuspended()).isTrue();
        cluster.parameter(HALF, "active");
        assertThat(does(HALF, new Action.SuspendAllScaling(Grounds.HALF_CREATED, arn(HALF))))
                .isInstanceOf(Outcome.Stale.class);
    }

    @Test
    void aParameterThatSpeaksOfAnothersServiceIsReportedAndFailsNoRun() {
        DeploymentKey living = new DeploymentKey("app-eu", "d1");
        DeploymentKey leftover = new DeploymentKey("app", "eu-d1");
        cluster.with("MAX_AGE_HR", "never").deploy(living, "active", 1);
        cluster.reap();
        int before = cluster.mutationsByReaper().size();
        for (String value : List.of("draining", "active", "odd")) {
            cluster.aws.advance(Duration.ofHours(2));
            cluster.parameter(leftover, value);
            RunReport report = cluster.reap();
            assertThat(report.failed()).as("%s", report).isFalse();
            assertThat(reason(report, leftover)).isEqualTo("contradictory-tags");
            assertThat(reason(report, living)).isEqualTo("active");
        }
        cluster.parameter("/apps/app/live", leftover.id());
        assertThat(cluster.reap().failed()).isFalse();
        assertThat(cluster.mutationsByReaper()
                        .subList(before, cluster.mutationsByReaper().size()))
                .isEmpty();
        assertThat(cluster.service(living).orElseThrow().desiredCount()).isEqualTo(1);
    }

    @Test
    void theStampSaysWhichWriteItBelongsTo() {
        cluster.reap();
        assertThat(cluster.team
                        .ecs()
                        .listTagsForResource(list -> list.resourceArn(arn(OLD)))
                        .tags())
                .anyMatch(
                        tag -> tag.key().equals(Tags.DRAIN_SEEN) && tag.value().startsWith("2@2026-01-01T00:"));
    }
}
