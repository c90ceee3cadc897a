package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;

/** v1 is live with an affinity rule; v2 is deployed in steps of a minute each. */
class CanaryOverTheWireTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey NEW = new DeploymentKey("app", "v2");
    private static final String[] STEPS = {"--affinity", "cookie:v", "--steps", "10%:1m,50%:1m", "--min-requests", "0"};

    private final TestCloud cloud = new TestCloud();

    @BeforeEach
    void live() {
        assertThat(cloud.deploy("app", "v1", "--affinity", "cookie:v").exit()).isZero();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Ran canary() {
        return cloud.deploy("app", "v2", STEPS);
    }

    private String group(DeploymentKey key) {
        return cloud.group(key.serviceName());
    }

    private Map<String, Integer> alone(DeploymentKey key) {
        return Map.of(group(key), 1);
    }

    private void assertOnlyV1Serves() {
        assertThat(cloud.shares()).isEqualTo(alone(OLD));
        assertThat(cloud.state(OLD)).contains("active");
        assertThat(cloud.value(ParameterPaths.live("app"))).contains("v1");
    }

    @Test
    void itTakesItsStepsAndIsLive() {
        long before = cloud.lastCall();
        Ran ran = canary();

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err())
                .containsSubsequence(
                        "step 1 of 2, 10% of new clients beside v1", "step 2 of 2, 50% of new clients", "register v2");
        assertThat(cloud.shares()).isEqualTo(alone(NEW));
        assertThat(cloud.state(NEW)).contains("active");
        assertThat(cloud.state(OLD)).contains("draining");
        assertThat(cloud.tags(NEW)).containsEntry(Tags.CANARY, "over");
        List<String> writes = cloud.writesSince(before);
        assertThat(writes.subList(writes.indexOf("CreateService"), writes.size()))
                .startsWith(
                        "CreateService",
                        "TagResource",
                        "ModifyListener",
                        "TagResource",
                        "ModifyListener",
                        "PutParameter");
    }

    @Test
    void duringTheStepsRegisterAndStatesStayAndTheReaperLeavesItAlone() {
        Ran ran = interrupted(() -> {
            assertThat(cloud.shares()).isEqualTo(Map.of(group(OLD), 90, group(NEW), 10));
            assertThat(cloud.value(ParameterPaths.live("app"))).contains("v1");
            assertThat(cloud.state(NEW)).isEmpty();
            assertThat(cloud.tags(NEW)).containsEntry(Tags.STATE, "deploying");
            assertThat(cloud.reap().exit()).isZero();
            assertThat(cloud.shares()).isEqualTo(Map.of(group(OLD), 90, group(NEW), 10));
        });
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(cloud.shares()).isEqualTo(alone(NEW));
    }

    /** One run, and what happens in it just before the shares of the second step are written. */
    private Ran interrupted(Runnable meanwhile, String... more) {
        Interrupted before = Interrupted.before("modifyListener", 2, meanwhile);
        Ran ran = cloud.run(before, TestCloud.DEPLOYER, cloud.deployment("app", "v2", with(STEPS, more)));
        assertThat(before.happened()).isTrue();
        return ran;
    }

    private static String[] with(String[] flags, String... more) {
        List<String> all = new ArrayList<>(List.of(flags));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private void assertEnded() {
        assertOnlyV1Serves();
        assertThat(cloud.state(NEW)).contains("draining");
        assertThat(cloud.tasks(NEW)).hasSize(2);
    }

    private void alarm(StateValue state) {
        cloud.team.cloudWatch().putMetricAlarm(put -> put.alarmName("slow")
                .namespace("app")
                .metricName("latency")
                .statistic(Statistic.AVERAGE)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .threshold(1.0)
                .period(60)
                .evaluationPeriods(1)
                // What SetAlarmState says stands until there is data.
                .treatMissingData("ignore"));
        set(state);
    }

    private void set(StateValue state) {
        cloud.team
                .cloudWatch()
                .setAlarmState(set -> set.alarmName("slow").stateValue(state).stateReason("so it is"));
    }

    private void counted(DeploymentKey key, String metric, int count) {
        String group = group(key);
        cloud.aws
                .metrics()
                .put(
                        "AWS/ApplicationELB",
                        metric,
                        Map.of(
                                "LoadBalancer",
                                cloud.balancer.replaceFirst(".*:loadbalancer/", ""),
                                "TargetGroup",
                                group.substring(group.lastIndexOf(':') + 1)),
                        cloud.aws.now(),
                        count,
                        "Count",
                        60);
    }

    @Test
    void anAlarmLeadsTheDefaultActionBackAndThenItDrainsWithItsSessions() {
        alarm(StateValue.OK);
        long before = cloud.lastCall();
        Ran ran = interrupted(() -> set(StateValue.ALARM), "--alarm", "slow");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err())
                .contains(
                        "the canary v2 is ended: alarm slow is in ALARM: so it is",
                        "the canary v2 did not become live: alarm slow is in ALARM",
                        "it drains, and the sessions it has finish there; v1 is live");
        assertEnded();
        List<String> writes = cloud.writesSince(before);
        assertThat(writes.subList(writes.lastIndexOf("TagResource"), writes.size()))
                .containsExactly("TagResource", "ModifyListener", "PutParameter");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"HTTPCode_Target_5XX_Count", "TargetConnectionErrorCount"})
    void failedRequestsEndIt(String metric) {
        Ran ran = interrupted(() -> {
            counted(NEW, "RequestCount", 400);
            counted(NEW, metric, 5);
        });
        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err())
                .contains("more than 1% of its requests fail: 400 requests in the last 5 minutes, 5 failed");
        assertEnded();
    }

    /** A smoke test between healthy and live may well try what fails. */
    @Test
    void whatFailedBeforeItsFirstClientIsNotItsFault() {
        Interrupted before = Interrupted.before("describeTargetHealth", 1, () -> {
            counted(NEW, "RequestCount", 20);
            counted(NEW, "HTTPCode_Target_5XX_Count", 20);
            cloud.aws.advance(Duration.ofMinutes(1));
        });
        Ran ran = cloud.run(before, TestCloud.DEPLOYER, cloud.deployment("app", "v2", STEPS));
        assertThat(before.happened()).isTrue();
        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    @Test
    void failedRequestsOfTheLiveOneAreNotItsFault() {
        Ran ran = interrupted(() -> counted(OLD, "HTTPCode_Target_5XX_Count", 500));
        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    @Test
    void aDefaultActionThatAPersonSetBackEndsIt() {
        // Between the first shares and the first look at them.
        Interrupted before = new Interrupted(4, "describeTargetHealth", () -> cloud.defaultTo(group(OLD)));
        Ran ran = cloud.run(before, TestCloud.DEPLOYER, cloud.deployment("app", "v2", STEPS));
        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).contains("the default action does not lead to it any more");
        assertEnded();
    }

    @Test
    void aStepIsNotOverWithoutItsRequests() {
        Ran ran = cloud.deploy("app", "v2", with(STEPS, "--min-requests", "10"));
        assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
        assertThat(ran.err()).contains("its time is over in step 1 of 2: only 0 of 10 requests in this step");
        assertEnded();
    }

    @Test
    void tasksThatCrashEndIt() {
        cloud.aws.elb().inertSlowStart(Duration.ofSeconds(5));
        Ran ran = interrupted(() -> {
            cloud.aws.elb().inertSlowStart(Duration.ofDays(1));
            cloud.aws.ecs().tasks().stream()
                    .filter(task -> NEW.serviceName().equals(task.serviceName()))
                    .forEach(task -> cloud.aws.ecs().crashInert(task.id()));
        });
        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).contains("too few of its targets are healthy: 0 of 2 targets healthy");
        assertOnlyV1Serves();
        assertThat(cloud.state(NEW)).contains("draining");
    }

    @Test
    void aWriteThatAwsRefusesEndsIt() {
        Ran ran = interrupted(() -> {
            throw ElasticLoadBalancingV2Exception.builder()
                    .message("no")
                    .statusCode(403)
                    .build();
        });
        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
        assertEnded();
    }

    /** The other ends it between two steps; this one's next write would lead new clients to it once more. */
    @Test
    void whatAnotherRetiresIsNotOpenedAgain() {
        Ran ran = interrupted(() -> {
            Ran retired = cloud.run("retire", "--deployment-name", "app", "v2", "--yes");
            assertThat(retired.exit()).as(retired.err()).isZero();
            assertThat(retired.err()).contains("the canary v2 is ended: it is retired");
            assertEnded();
        });
        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("v2 was made draining meanwhile");
        assertEnded();
    }

    @Test
    void whatIsEndedJustBeforeTheNextStepGetsNoShareOfIt() {
        AtomicLong ended = new AtomicLong();
        Interrupted before = Interrupted.before("tagResource", 2, () -> {
            assertThat(cloud.run("retire", "--deployment-name", "app", "v2", "--yes")
                            .exit())
                    .isZero();
            ended.set(cloud.lastCall());
        });
        Ran ran = cloud.run(before, TestCloud.DEPLOYER, cloud.deployment("app", "v2", STEPS));
        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(cloud.writesSince(ended.get())).doesNotContain("ModifyListener");
        assertEnded();
    }

    @Test
    void whateverElseBecomesLiveEndsIt() {
        assertThat(cloud.deploy("app", "v1b", "--affinity", "cookie:v").exit()).isZero();
        Ran ran = interrupted(() -> {
            Ran back = cloud.run("rollback", "--deployment-name", "app", "--to", "v1", "--yes");
            assertThat(back.exit()).as(back.err()).isZero();
        });
        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("v1 became live meanwhile");
        assertEnded();
    }

    /** What ends without a last word, as a machine does. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1;
    }

    private void dies() {
        Interrupted death = Interrupted.before("modifyListener", 2, () -> {
            throw new Died();
        });
        assertThatThrownBy(() -> cloud.run(death, TestCloud.DEPLOYER, cloud.deployment("app", "v2", STEPS)))
                .isInstanceOf(Died.class);
        assertThat(cloud.shares()).isEqualTo(Map.of(group(OLD), 90, group(NEW), 10));
    }

    @Test
    void theSameCommandGoesOnWhereADeadOneStopped() {
        dies();
        Ran ran = canary();
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("step 2 of 2").doesNotContain("step 1 of 2");
        assertThat(cloud.shares()).isEqualTo(alone(NEW));
    }

    @Test
    void afterADeadDeployerTheReaperEndsIt() {
        dies();
        cloud.aws.advance(Duration.ofMinutes(40));
        assertThat(cloud.reap().exit()).isZero();
        assertEnded();
    }

    /** The rollback ends what it found, whatever becomes of itself. */
    @Test
    void aRollbackThatFailsDoesNotReviveIt() {
        assertThat(cloud.deploy("app", "v1b", "--affinity", "cookie:v").exit()).isZero();
        Ran ran = interrupted(() -> {
            cloud.parameter(ParameterPaths.live("app"), "v1");
            cloud.aws.advance(Duration.ofSeconds(1));
        });
        cloud.parameter(ParameterPaths.live("app"), "v1b");
        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(cloud.tags(NEW)).containsEntry(Tags.CANARY, "over");
    }

    /** Its last look was good, and then another ends it: it must not become live over that word. */
    @Test
    void whatIsRetiredBetweenTheLastLookAndTheRegisterDoesNotGoLive() {
        AtomicLong seen = new AtomicLong();
        Interrupted last = Interrupted.before("listServices", 2, () -> {
            seen.set(cloud.lastCall());
            cloud.tag(cloud.describe(NEW.serviceName()).serviceArn(), Map.of(Tags.CANARY, "over"));
        });
        Ran ran = cloud.run(last, TestCloud.DEPLOYER, cloud.deployment("app", "v2", STEPS));
        assertThat(seen.get()).isPositive();
        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertEnded();
    }

    @Test
    void aRegisterThatCannotBeWrittenEndsIt() {
        Interrupted refused = Interrupted.before("putParameter", 1, () -> {
            throw software.amazon.awssdk.services.ssm.model.SsmException.builder()
                    .message("no")
                    .statusCode(400)
                    .build();
        });
        Ran ran = cloud.run(refused, TestCloud.DEPLOYER, cloud.deployment("app", "v2", STEPS));
        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
        assertEnded();
    }

    @Test
    void aSecondDeployIsRefusedUnlessItSupersedes() {
        dies();
        Ran refused = cloud.deploy("app", "v3", "--affinity", "cookie:v");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err())
                .contains("v2 is a canary (step 2 of 2, 50% of new clients)", "./drain retire v2", "--supersede");
        assertThat(cloud.service(new DeploymentKey("app", "v3"))).isEmpty();

        Ran ran = cloud.run(with(cloud.deployment("app", "v3", "--affinity", "cookie:v"), "--supersede"));
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("the canary v2 is ended: superseded by v3");
        assertThat(cloud.shares()).isEqualTo(alone(new DeploymentKey("app", "v3")));
        assertThat(cloud.state(NEW)).contains("draining");
    }

    private void assertRefused(String why, String... flags) {
        long before = cloud.lastCall();
        Ran ran = cloud.deploy("app", "v2", flags);
        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains(why);
        assertThat(cloud.writesSince(before)).isEmpty();
    }

    @Test
    void withoutAffinityClientsWouldChangeTheirVersionInTheMiddle() {
        assertRefused("--steps needs --affinity", "--steps", "10%:1m");
    }

    @Test
    void aLiveDeploymentWithoutARuleOfItsOwnHasNothingToKeepItsClientsBy() {
        cloud.rules().forEach(rule -> cloud.team.elb().deleteRule(delete -> delete.ruleArn(rule.ruleArn())));
        assertRefused("v1, which is live, has no affinity rule of its own", STEPS);
    }

    @Test
    void theFirstDeploymentHasNoOtherBesideIt() {
        Ran ran = cloud.deploy("other", "v1", STEPS);
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("nothing is live that could share new clients with v1");
    }

    @Test
    void anAlarmHasToBeThereAndToSayThatAllIsWell() {
        assertRefused("there is no alarm 'slow'", with(STEPS, "--alarm", "slow"));
        alarm(StateValue.INSUFFICIENT_DATA);
        assertRefused("'slow' has no data (INSUFFICIENT_DATA)", with(STEPS, "--alarm", "slow"));
        set(StateValue.ALARM);
        assertRefused("'slow' is in ALARM already: so it is", with(STEPS, "--alarm", "slow"));
        cloud.team.cloudWatch().putCompositeAlarm(put -> put.alarmName("all").alarmRule("ALARM(\"slow\")"));
        assertRefused("'all' is a composite alarm", with(STEPS, "--alarm", "all"));
    }

    @Test
    void theSameDeploymentAgainHasNoStepsToTake() {
        assertThat(canary().exit()).isZero();
        Ran again = canary();
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.err()).doesNotContain("step 1");
    }
}
