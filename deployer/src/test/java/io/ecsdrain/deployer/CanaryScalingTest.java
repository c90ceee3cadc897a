package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;

/** v1 is live and scales; it is to be able to take all new clients back while v2 has a share of them. */
class CanaryScalingTest {

    private static final DeploymentKey LIVE = new DeploymentKey("app", "v1");

    private final TestCloud cloud = new TestCloud();

    @BeforeEach
    void aLiveDeploymentThatScales() {
        assertThat(cloud.deploy("app", "v1", "--affinity", "cookie:v").exit()).isZero();
        cloud.fixture.scalable(LIVE.serviceName(), 1, 9);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    /** Deploys v2 in steps, and does {@code meanwhile} just before the shares of the second one are written. */
    private Ran canary(Runnable meanwhile) {
        Interrupted before = Interrupted.before("modifyListener", 2, meanwhile);
        String[] flags = {"--affinity", "cookie:v", "--steps", "10%:1m,50%:1m", "--min-requests", "0"};
        Ran ran = cloud.run(before, TestCloud.DEPLOYER, cloud.deployment("app", "v2", flags));
        assertThat(before.happened()).isTrue();
        return ran;
    }

    private SuspendedState suspended() {
        return cloud
                .team
                .scaling()
                .describeScalableTargets(
                        request -> request.serviceNamespace("ecs").resourceIds("service/prod/" + LIVE.serviceName()))
                .scalableTargets()
                .stream()
                .map(ScalableTarget::suspendedState)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void noAlarmTakesTasksFromTheLiveOneAndTheReaperLeavesItSo() {
        Ran ran = canary(() -> {
            cloud.aws.scaling().fireScaleIn("service/prod/" + LIVE.serviceName());
            assertThat(cloud.reap().exit()).isZero();
            assertThat(suspended().dynamicScalingInSuspended()).isTrue();
            assertThat(suspended().dynamicScalingOutSuspended()).isFalse();
            assertThat(suspended().scheduledScalingSuspended()).isFalse();
            assertThat(cloud.tags(LIVE)).containsEntry(Tags.SCALING_WAS, "none");
        });
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(cloud.tasks(LIVE)).hasSize(2);
        assertThat(cloud.tags(LIVE)).as("for a rollback").containsEntry(Tags.SCALING_WAS, "none");
    }

    @Test
    void onceTheCanaryIsEndedTheReaperGivesItBack() {
        Ran ran = canary(() -> {
            Ran retired = cloud.run("retire", "--deployment-name", "app", "v2", "--yes");
            assertThat(retired.exit()).as(retired.err()).isZero();
        });
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(cloud.reap().exit()).isZero();
        assertThat(suspended().dynamicScalingInSuspended()).isFalse();
        assertThat(cloud.tags(LIVE)).doesNotContainKey(Tags.SCALING_WAS);
    }

    /** A run of the reaper that began before the canary is about to take off what the last drain has noted. */
    @Test
    void whileAnOlderNoteIsThereItsScalingIsLeftAloneAndTheNextStepSeesToIt() {
        cloud.tag(cloud.describe(LIVE.serviceName()).serviceArn(), Map.of(Tags.SCALING_WAS, "none"));
        AtomicInteger steps = new AtomicInteger();
        Ran ran = cloud.run(
                new Interrupted(Integer.MAX_VALUE, () -> {}) {
                    @Override
                    void sees(String call) {
                        if (call.equals("modifyListener") && steps.incrementAndGet() == 1) {
                            assertThat(suspended().dynamicScalingInSuspended()).isFalse();
                            cloud.team.ecs().untagResource(untag -> untag.resourceArn(
                                            cloud.describe(LIVE.serviceName()).serviceArn())
                                    .tagKeys(Tags.SCALING_WAS));
                        }
                        if (call.equals("modifyListener") && steps.get() == 2) {
                            assertThat(suspended().dynamicScalingInSuspended()).isTrue();
                            assertThat(cloud.tags(LIVE)).containsEntry(Tags.SCALING_WAS, "none");
                        }
                    }
                },
                TestCloud.DEPLOYER,
                cloud.deployment(
                        "app", "v2", "--affinity", "cookie:v", "--steps", "10%:1m,50%:1m", "--min-requests", "0"));
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(steps.get()).isGreaterThan(1);
    }

    /** A suspension of its own is nothing of ours, neither to note nor to give back. */
    @Test
    void whatTheTeamHasSuspendedStaysSo() {
        cloud.team.scaling().registerScalableTarget(register -> register.serviceNamespace("ecs")
                .scalableDimension("ecs:service:DesiredCount")
                .resourceId("service/prod/" + LIVE.serviceName())
                .suspendedState(state -> state.dynamicScalingInSuspended(true)));
        canary(() -> assertThat(cloud.tags(LIVE)).doesNotContainKey(Tags.SCALING_WAS));
    }
}
