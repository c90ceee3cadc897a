package io.ecsdrain.deployer;

import static io.ecsdrain.deployer.DrainedCloud.V1;
import static io.ecsdrain.deployer.DrainedCloud.V2;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.DrainedCloud.Stage;
import io.ecsdrain.deployer.TestCloud.Ran;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RollbackOverTheWireTest {

    /**
     * So many changes a rollback makes at least before its deployment's state is active: register and state, each with
     * tags.
     */
    private static final int AFTER_ITS_STATE = 6;

    @ParameterizedTest
    @EnumSource(Stage.class)
    void anOlderOneIsLiveAgainWithAllThatDrainingTookFromIt(Stage stage) {
        try (DrainedCloud drained = new DrainedCloud(stage)) {
            Ran ran = drained.rollback("v1");

            assertThat(ran.exit()).as(ran.err()).isZero();
            isLive(drained);
            assertThat(ran.out()).contains("app v1 is active");
            assertThat(ran.err()).contains("account 123456789012, region eu-west-1");
            assertThat(drained.cloud.tags(V1.serviceName())).doesNotContainKey(Tags.DRAIN_STARTED_AT);

            drained.reap();
            drained.minute();
            drained.reap();
            isLive(drained);
            assertThat(drained.cloud.tags(V1.serviceName()))
                    .containsEntry("state", "active")
                    .doesNotContainKeys(Tags.DESIRED_COUNT, Tags.SCALING_WAS, Tags.DRAIN_STARTED_AT);
        }
    }

    private static void isLive(DrainedCloud drained) {
        TestCloud cloud = drained.cloud;
        drained.assertLive(V1);
        assertThat(cloud.state("app", "v2")).contains("draining");
        assertThat(cloud.tags(V1.serviceName())).containsEntry("state", "active");
        assertThat(cloud.tags(V2.serviceName())).containsEntry("state", "draining");
        assertThat(drained.delay(V1)).isEqualTo("300");
        assertThat(drained.scaling(V1).suspendedState().dynamicScalingInSuspended())
                .isFalse();
        assertThat(drained.scaling(V1).suspendedState().dynamicScalingOutSuspended())
                .isFalse();
    }

    @Test
    void whatDoesNotBecomeHealthyDrainsAgainAndTheOtherStaysLive() {
        try (DrainedCloud drained = new DrainedCloud(Stage.AT_ZERO)) {
            // Longer than the rollback is ready to wait.
            Instant end = drained.cloud.aws.now().plusSeconds(4);
            drained.cloud
                    .aws
                    .faults()
                    .when(call -> call.operation().equals("DescribeTargetHealth")
                            && drained.cloud.aws.now().isBefore(end))
                    .then(new Fault.Refuse(AwsError.badRequest("AccessDenied", "not you")));

            Ran ran = drained.rollback("v1", "--timeout", "2s");

            assertThat(ran.exit()).isEqualTo(5);
            assertThat(ran.err())
                    .contains("v1 did not become live: not healthy after 2 s: health not read: ")
                    .contains("v2 is live");
            drained.assertLive(V2);
            assertThat(drained.cloud.state("app", "v1")).contains("draining");
            drained.reap();
            assertThat(drained.cloud.tags(V1.serviceName())).containsEntry("state", "draining");

            assertThat(drained.rollback("v1").exit()).as("the next one").isZero();
            drained.assertLive(V1);
        }
    }

    /** A script of the team's, or another operator; by its state an app that obeys turns new clients away. */
    @Test
    void whatIsMadeDrainingAgainWhileItBecomesHealthyIsNotLedToAndTheOtherStaysLive() {
        try (DrainedCloud drained = new DrainedCloud(Stage.AT_ZERO)) {
            Interrupted interrupted = new Interrupted(AFTER_ITS_STATE, "describeTargetHealth", () -> drained.cloud
                    .team
                    .ssm()
                    .putParameter(put ->
                            put.name(V1.stateParameter()).value("draining").overwrite(true)));

            Ran ran = drained.cloud.run(
                    interrupted, TestCloud.DEPLOYER, "rollback", "--deployment-name", "app", "--to", "v1");

            assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
            assertThat(ran.err()).contains("it was made draining again meanwhile", "v2 is live");
            drained.assertLive(V2);
        }
    }

    /**
     * AWS promises no read after write for Parameter Store: one answer may show the rollback's own write, the next not
     * yet.
     */
    @Test
    void anOldAnswerThatStillShowsItDrainingDoesNotStopTheRollback() {
        try (DrainedCloud drained = new DrainedCloud(Stage.AT_ZERO)) {
            Interrupted interrupted = new Interrupted(
                    AFTER_ITS_STATE,
                    "describeTargetHealth",
                    () -> drained.cloud.aws.switches().set(SsmSwitches.STALE_READS, Duration.ofSeconds(10)));

            Ran ran = drained.cloud.run(
                    interrupted, TestCloud.DEPLOYER, "rollback", "--deployment-name", "app", "--to", "v1");

            drained.cloud.aws.switches().set(SsmSwitches.STALE_READS, Duration.ZERO);
            assertThat(ran.exit()).as(ran.err()).isZero();
            drained.assertLive(V1);
        }
    }

    @Test
    void whatMustNotComeBackIsRefusedBeforeTheFirstWrite() {
        try (DrainedCloud drained = new DrainedCloud(Stage.AT_ZERO)) {
            TestCloud cloud = drained.cloud;
            String service = cloud.describe(V1.serviceName()).serviceArn();
            String count = cloud.tags(V1.serviceName()).get(Tags.DESIRED_COUNT);
            cloud.team.ecs().untagResource(untag -> untag.resourceArn(service).tagKeys(Tags.DESIRED_COUNT));
            refused(drained, "v1", 3, "no tag 'desired_count' says what it was: scale it up first");

            cloud.tag(service, Map.of(Tags.DESIRED_COUNT, count));
            foreignDefault(cloud);
            refused(drained, "v1", 3, "its default action forwards to", "which is no deployment's, not app's");

            cloud.tag(service, Map.of("state", "retired"));
            refused(drained, "v1", 3, "v1 is retired: what belongs to it is being deleted");

            cloud.team.ecs().deleteService(delete -> delete.cluster("prod").service(service));
            cloud.aws.advance(Duration.ofMinutes(10));
            refused(drained, "v1", 3, "v1 is gone");

            refused(
                    drained,
                    "v3",
                    2,
                    "there is no deployment 'v3' of app; there are: v2 (active, live), v1 (draining, no");
            assertThat(cloud.run("rollback", "--deployment-name", "app").exit()).isEqualTo(2);
        }
    }

    private static void refused(DrainedCloud drained, String id, int exit, String... because) {
        long seq = drained.cloud.lastCall();
        Ran ran = drained.rollback(id);
        assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
        assertThat(ran.err()).contains(because);
        assertThat(ran.out()).isEmpty();
        assertThat(drained.cloud.writesSince(seq)).isEmpty();
    }

    private static void foreignDefault(TestCloud cloud) {
        String foreign = cloud.fixture.targetGroup("theirs", Map.of());
        cloud.defaultTo(foreign);
    }

    @Test
    void onATerminalItAsksAndJsonStandsAloneOnStdout() throws IOException {
        try (DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED)) {
            String[] rollback = {"rollback", "--deployment-name", "app", "--to", "v1", "--output", "json"};
            long seq = drained.cloud.lastCall();

            Ran no = drained.cloud.answering("n", rollback);

            assertThat(no.exit()).isEqualTo(3);
            assertThat(no.err()).contains("make v1 live again instead of v2? [y/N]");
            assertThat(new JsonMapper().readTree(no.out()).get("live").asText()).isEqualTo("v2");
            assertThat(drained.cloud.writesSince(seq)).isEmpty();

            Ran yes = drained.cloud.answering("y", rollback);

            assertThat(yes.exit()).as(yes.err()).isZero();
            assertThat(new JsonMapper().readTree(yes.out()).get("live").asText())
                    .isEqualTo("v1");
            Ran again = drained.rollback("v1");
            assertThat(again.exit()).isZero();
            assertThat(again.out()).contains("app v1 was active already");
            drained.assertLive(V1);
        }
    }

    @Test
    void theWayBackFromAMistypedActivateIsNamedAndWorks() {
        try (DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED)) {
            Ran mistyped = drained.cloud.activate("app", "v22");

            assertThat(mistyped.exit()).isZero();
            assertThat(mistyped.err())
                    .contains("warning: nothing is known of 'v22'")
                    .contains("and v2, which is live, goes on until v22 serves")
                    .contains("did you mean v2")
                    .contains("./drain rollback --deployment-name app --to v2");
            assertThat(drained.cloud.state("app", "v2")).contains("active");

            assertThat(drained.rollback("v2").exit()).isZero();
            drained.assertLive(V2);
            assertThat(drained.cloud.state("app", "v22")).contains("draining");
        }
    }
}
