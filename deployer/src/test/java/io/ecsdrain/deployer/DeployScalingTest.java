package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.TestCloud.Ran;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;

/** How a new deployment gets to scale, over the wire. */
class DeployScalingTest {

    private static final DeploymentKey V1 = new DeploymentKey("app", "v1");
    private static final DeploymentKey V2 = new DeploymentKey("app", "v2");

    @TempDir
    private Path files;

    private final TestCloud cloud = new TestCloud();
    private final ScaledService first = new ScaledService(cloud, V1);
    private final ScaledService second = new ScaledService(cloud, V2);

    @BeforeEach
    void deployTheFirst() {
        Ran ran = cloud.deploy("app", "v1");
        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void itScalesAsTheLiveOneDoesAndLooksAtItsOwnMetrics() {
        first.setUp(2, 9);

        Ran ran = cloud.deploy("app", "v2");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err())
                .contains("v2 is to scale as v1 does: 2 to 9 tasks; scaling policies: queue, requests, steps;"
                        + " scheduled actions: night")
                .contains("created scalable target of svc-app-v2, 2 to 9 tasks")
                .contains("v2 does not scale by them until alarms name them: steps")
                .contains(second.policy("steps").policyARN());
        assertCopied(2, 9);
        assertThat(second.policy("requests")
                        .targetTrackingScalingPolicyConfiguration()
                        .predefinedMetricSpecification()
                        .resourceLabel())
                .isEqualTo(second.label())
                .isNotEqualTo(first.label());
        assertThat(second.policy("queue")
                        .targetTrackingScalingPolicyConfiguration()
                        .customizedMetricSpecification()
                        .dimensions())
                .extracting(dimension -> dimension.name() + "=" + dimension.value())
                .containsExactly("ServiceName=svc-app-v2", "deployment_id=v2");
        assertThat(second.policy("queue")
                        .targetTrackingScalingPolicyConfiguration()
                        .scaleInCooldown())
                .isEqualTo(300);
        assertThat(second.policy("steps").stepScalingPolicyConfiguration())
                .isEqualTo(first.policy("steps").stepScalingPolicyConfiguration());
        ScheduledAction night = second.actions().get(0);
        assertThat(night.timezone()).isEqualTo("Europe/Berlin");
        assertThat(night.scalableTargetAction())
                .isEqualTo(first.actions().get(0).scalableTargetAction());
    }

    /** Idle as it is until its clients come, an alarm would take its tasks away at once. */
    @Test
    void itIsNotScaledInBeforeItIsActiveAndIsFromTheReapersNextRunOn() {
        first.setUp(2, 9);
        assertThat(cloud.deploy("app", "v2", "--count", "3").exit()).isZero();

        assertThat(second.target().suspendedState().dynamicScalingInSuspended()).isTrue();
        assertThat(second.target().suspendedState().dynamicScalingOutSuspended())
                .isFalse();
        cloud.aws.scaling().fireScaleIn("service/prod/svc-app-v2");
        assertThat(cloud.describe("svc-app-v2").desiredCount()).isEqualTo(3);

        assertThat(cloud.reap().exit()).isZero();
        assertThat(second.target().suspendedState()).isEqualTo(none());
        assertThat(cloud.tags("svc-app-v2")).doesNotContainKeys("scaling_was", "scaling_bounds");
        assertThat(first.target().suspendedState().dynamicScalingInSuspended())
                .as("of the one that drains")
                .isTrue();
    }

    /** As one that was brought back and that the reaper has not seen since. */
    @Test
    void whatIsHeldOfTheLiveOneIsNotCopied() {
        first.setUp(2, 9);
        cloud.tag(
                cloud.describe("svc-app-v1").serviceArn(),
                Map.of("scaling_was", "out", "scaling_bounds", "2-9/2-12", "desired_count", "3"));
        cloud.team.scaling().registerScalableTarget(register -> register.serviceNamespace("ecs")
                .scalableDimension("ecs:service:DesiredCount")
                .resourceId("service/prod/svc-app-v1")
                .maxCapacity(12)
                .suspendedState(all -> all.dynamicScalingInSuspended(true)
                        .dynamicScalingOutSuspended(true)
                        .scheduledScalingSuspended(true)));

        Ran ran = cloud.deploy("app", "v2");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertCopied(2, 9);
        assertThat(cloud.reap().exit()).isZero();
        assertThat(second.target().suspendedState())
                .isEqualTo(none().toBuilder().dynamicScalingOutSuspended(true).build());
    }

    /** Registering a target moves a count that lies outside the bounds. */
    @Test
    void aCountOutsideTheBoundsStaysAndTheBoundsComeBackWithIt() {
        first.setUp(2, 4);
        Ran ran = cloud.deploy("app", "v2", "--count", "6");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(cloud.describe("svc-app-v2").desiredCount()).isEqualTo(6);
        assertThat(second.target().maxCapacity()).isEqualTo(6);
        assertThat(cloud.tags("svc-app-v2")).containsEntry("scaling_bounds", "2-4/2-6");

        cloud.aws.advance(Duration.ofMinutes(2));
        cloud.team.ecs().updateService(update -> update.cluster("prod")
                .service("svc-app-v2")
                .desiredCount(4));
        cloud.reap();
        cloud.reap();
        assertThat(second.target().maxCapacity()).isEqualTo(4);
        assertThat(cloud.tags("svc-app-v2")).doesNotContainKey("scaling_bounds");
    }

    @Test
    void afterACrashAnywhereTheSameIdHasAllOfItAndTheLiveOneIsAsItWas() {
        first.setUp(2, 9);
        boolean died = true;
        for (int survived = 0; died; survived++) {
            assertThat(survived).as("calls of one deploy").isLessThan(40);
            try (TestCloud again = new TestCloud()) {
                ScaledService old = new ScaledService(again, V1);
                assertThat(again.deploy("app", "v1").exit()).isZero();
                old.setUp(2, 9);
                List<ScalingPolicy> policies = old.policies();
                again.aws.faults().crash(TestCloud.DEPLOYER, survived);
                died = again.deploy("app", "v2").exit() != 0;
                again.aws.faults().clear();
                assertThat(old.target().suspendedState()).isEqualTo(none());
                assertThat(old.policies()).isEqualTo(policies);
                assertThat(again.tags("svc-app-v1")).doesNotContainKey("scaling_was");

                Ran ran = again.deploy("app", "v2");

                assertThat(ran.exit())
                        .as("after %d calls: %s", survived, ran.err())
                        .isZero();
                ScaledService made = new ScaledService(again, V2);
                assertThat(made.target().maxCapacity()).isEqualTo(9);
                assertThat(made.policies()).as("after %d calls", survived).hasSize(3);
                assertThat(made.actions()).as("after %d calls", survived).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeScalableTargets", "DescribeScalingPolicies", "DescribeScheduledActions"})
    void whatCannotBeReadIsSaidBeforeTheFirstWriteAndCanBeDoneWithout(String call) {
        first.setUp(2, 9);
        long before = cloud.lastCall();
        cloud.aws
                .faults()
                .on("application-autoscaling", call)
                .then(new Fault.Refuse(AwsError.badRequest("AccessDeniedException", "not you")));

        Ran ran = cloud.deploy("app", "v2");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("could not read", "svc-app-v1", "--scaling none deploys without it", call);
        assertThat(cloud.writesSince(before)).isEmpty();
        Ran without = cloud.deploy("app", "v2", "--scaling", "none");
        assertThat(without.exit()).as(without.err()).isZero();
    }

    @Test
    void withoutItsScalingItDoesNotGoLiveAndTheSameCommandGoesOn() {
        first.setUp(2, 9);
        cloud.aws
                .faults()
                .on("application-autoscaling", "PutScheduledAction")
                .then(new Fault.Refuse(AwsError.badRequest("LimitExceededException", "too many")));

        Ran ran = cloud.deploy("app", "v2");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("its scaling was not set up", "too many", "v1 stays live");
        assertThat(cloud.state("app", "v1")).contains("active");
        assertThat(cloud.state("app", "v2")).isEmpty();
        assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-v1"));
        cloud.aws.faults().clear();
        assertThat(cloud.deploy("app", "v2").exit()).isZero();
        assertCopied(2, 9);
    }

    @Test
    void aFileSaysHowItScales() throws IOException {
        Path file = Files.writeString(files.resolve("scaling.json"), """
                {"ScalableTarget": {"MinCapacity": 1, "MaxCapacity": 5},
                 "ScalingPolicies": [{"PolicyName": "requests", "PolicyType": "TargetTrackingScaling",
                   "TargetTrackingScalingPolicyConfiguration": {"TargetValue": 50, "PredefinedMetricSpecification":
                     {"PredefinedMetricType": "ALBRequestCountPerTarget"}}}],
                 "ScheduledActions": [{"ScheduledActionName": "sale", "Schedule": "at(2031-01-01T00:00:00)",
                   "StartTime": "2030-01-31T22:00:00Z", "ScalableTargetAction": {"MinCapacity": 4}}]}
                """);
        first.setUp(2, 9);

        Ran ran = cloud.deploy("app", "v2", "--scaling", file.toString());

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(second.target().maxCapacity()).isEqualTo(5);
        assertThat(second.policies()).extracting(ScalingPolicy::policyName).containsExactly("requests");
        assertThat(second.policy("requests")
                        .targetTrackingScalingPolicyConfiguration()
                        .predefinedMetricSpecification()
                        .resourceLabel())
                .isEqualTo(second.label());
        assertThat(second.actions())
                .extracting(ScheduledAction::scheduledActionName)
                .containsExactly("sale");
        Ran again = cloud.deploy("app", "v2", "--scaling", file.toString());
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.err()).contains("--scaling is not carried out: v2 scales already");
    }

    @Test
    void aFileThatAwsWouldNotTakeIsRefusedBeforeTheFirstWrite() throws IOException {
        Path file = Files.writeString(files.resolve("scaling.json"), """
                {"ScalableTarget": {"MinCapacity": 1, "MaxCapacity": 5},
                 "ScalingPolicies": [{"PolicyName": "cpu", "PolicyKind": "x"}],
                 "ScheduledActions": [{"ScheduledActionName": "sale", "Schedule": "rate(1 day)", "EndTime": "soon",
                   "ScalableTargetAction": {"MinCapacity": "four"}}]}
                """);
        long before = cloud.lastCall();

        Ran ran = cloud.deploy("app", "v2", "--scaling", file.toString());

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .contains("--scaling: /ScalingPolicies/0: ", "PolicyKind")
                .contains("EndTime must be a time such as 2030-01-31T22:00:00Z")
                .contains("MinCapacity must be a whole number");
        assertThat(cloud.writesSince(before)).isEmpty();
    }

    @Test
    void whatTheTeamGaveTheLiveOneSinceIsLeftAsItIs() {
        first.setUp(2, 9);
        long before = cloud.lastCall();

        assertThat(cloud.deploy("app", "v1").exit()).isZero();

        assertThat(cloud.writesSince(before)).doesNotContain("RegisterScalableTarget", "PutScalingPolicy");
    }

    @Test
    void withTheDeploymentItsScalingGoes() {
        first.setUp(2, 9);
        assertThat(cloud.deploy("app", "v2", "--hook", "pre-live=true").exit()).isZero();
        cloud.team.ecs().updateService(update -> update.cluster("prod")
                .service("svc-app-v1")
                .desiredCount(0));
        for (int minute = 0;
                minute < 10 && cloud.describe("svc-app-v1").status().equals("ACTIVE");
                minute++) {
            cloud.aws.advance(Duration.ofMinutes(5));
            cloud.reap();
        }

        assertThat(first.policies()).isEmpty();
        assertThat(first.actions()).isEmpty();
        assertThat(second.policies()).hasSize(3);
    }

    private void assertCopied(int min, int max) {
        assertThat(second.target().minCapacity()).isEqualTo(min);
        assertThat(second.target().maxCapacity()).isEqualTo(max);
        assertThat(second.policies())
                .extracting(ScalingPolicy::policyName)
                .containsExactlyInAnyOrder("queue", "requests", "steps");
        assertThat(second.actions())
                .extracting(ScheduledAction::scheduledActionName)
                .containsExactly("night");
    }

    private static SuspendedState none() {
        return SuspendedState.builder()
                .dynamicScalingInSuspended(false)
                .dynamicScalingOutSuspended(false)
                .scheduledScalingSuspended(false)
                .build();
    }
}
