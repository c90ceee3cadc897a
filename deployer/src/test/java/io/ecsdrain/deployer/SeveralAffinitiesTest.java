package io.ecsdrain.deployer;

import static io.ecsdrain.deployer.DrainedCloud.V1;
import static io.ecsdrain.deployer.DrainedCloud.V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.DrainedCloud.Stage;
import io.ecsdrain.deployer.TestCloud.Ran;
import io.ecsdrain.localaws.wire.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** A client may say in more than one way where its session is: each way is a rule of its own. */
class SeveralAffinitiesTest {

    private static final String BOTH = "cookie:deployment,query:deployment";

    @Test
    void eachIsARule() {
        try (TestCloud cloud = new TestCloud()) {
            Ran ran = cloud.deploy("app", "v1", "--affinity", BOTH);

            assertThat(ran.exit()).as(ran.err()).isZero();
            assertThat(ran.err()).contains("created rule of priority 1000 on", "created rule of priority 1001 on");
            assertThat(rules(cloud, "svc-app-v1"))
                    .extracting(rule -> rule.conditions().get(0))
                    .extracting(RuleCondition::field)
                    .containsExactlyInAnyOrder("http-header", "query-string");
            assertThat(cloud.deploy("app", "v1", "--affinity", BOTH).exit()).isZero();
            assertThat(rules(cloud, "svc-app-v1")).hasSize(2);
        }
    }

    @Test
    void afterACrashAnywhereTheSameIdHasAllOfThem() {
        boolean died = true;
        for (int survived = 0; died; survived++) {
            assertThat(survived).as("calls of one deploy").isLessThan(40);
            try (TestCloud cloud = new TestCloud()) {
                cloud.aws.faults().crash(TestCloud.DEPLOYER, survived);
                died = cloud.deploy("app", "v1", "--affinity", BOTH).exit() != 0;
                cloud.aws.faults().clear();

                Ran ran = cloud.deploy("app", "v1", "--affinity", BOTH);

                assertThat(ran.exit())
                        .as("after %d calls: %s", survived, ran.err())
                        .isZero();
                assertThat(rules(cloud, "svc-app-v1"))
                        .as("after %d calls", survived)
                        .hasSize(2);
                assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-v1"));
            }
        }
    }

    @Test
    void aLostAnswerMakesNoRuleTwice() {
        try (TestCloud cloud = new TestCloud()) {
            cloud.aws.faults().on("elasticloadbalancing", "CreateRule").times(1).then(new Fault.LoseAnswer());

            assertThat(cloud.deploy("app", "v1", "--affinity", BOTH).exit()).isZero();

            assertThat(rules(cloud, "svc-app-v1")).hasSize(2);
        }
    }

    @Test
    void oneMoreUnderTheSameIdIsRefused() {
        try (TestCloud cloud = new TestCloud()) {
            cloud.deploy("app", "v1", "--affinity", "cookie:deployment");
            long before = cloud.lastCall();

            Ran ran = cloud.deploy("app", "v1", "--affinity", BOTH);

            assertThat(ran.exit()).isEqualTo(3);
            assertThat(ran.err()).contains("--affinity: it has no rule for query:deployment");
            assertThat(cloud.writesSince(before)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void allAreParkedAndAllComeBackWithARollback(Stage stage) {
        try (DrainedCloud drained = new DrainedCloud(stage, BOTH)) {
            assertThat(drained.rules(V1)).hasSize(2).allSatisfy(rule -> assertThat(rule.conditions())
                    .hasSize(stage == Stage.STILL_SCALED ? 1 : 2));

            Ran ran = drained.rollback("v1");

            assertThat(ran.exit()).as(ran.err()).isZero();
            drained.assertLive(V1);
            assertThat(drained.rules(V1)).hasSize(2);
        }
    }

    /** Of one that is led away its clients find none of the ways, and of one whose sessions come back all of them. */
    @Test
    void aSessionThatComesBackOpensAllOfThem() {
        try (DrainedCloud drained = new DrainedCloud(Stage.PARKED, BOTH)) {
            drained.cloud.aws.advance(Duration.ofSeconds(60));
            drained.tasks(V1).forEach(task -> drained.says(V1, task, 0));
            drained.cloud.aws.advance(Duration.ofSeconds(60));
            drained.tasks(V1).forEach(task -> drained.says(V1, task, 0));
            drained.reap();

            assertThat(drained.rules(V1)).hasSize(2).allSatisfy(rule -> assertThat(rule.conditions())
                    .hasSize(1));
        }
    }

    @Test
    void noneIsLeftOnceItIsDeleted() {
        try (DrainedCloud drained = new DrainedCloud(Stage.AT_ZERO, BOTH)) {
            for (int minute = 0; minute < 10; minute++) {
                drained.minute();
                drained.reap();
            }

            assertThat(drained.cloud.describe(V1.serviceName()).status()).isNotEqualTo("ACTIVE");
            assertThat(ownedBy(drained.cloud, V1)).isEmpty();
            assertThat(ownedBy(drained.cloud, V2)).hasSize(2);
            assertThat(drained.cloud.run("verify").exit()).isZero();
        }
    }

    private static List<Rule> rules(TestCloud cloud, String service) {
        String group = cloud.group(service);
        return cloud.rules().stream()
                .filter(rule -> group.equals(rule.actions().get(0).targetGroupArn()))
                .toList();
    }

    /** The rules whose condition names the deployment, whatever they lead to. */
    private static List<Rule> ownedBy(TestCloud cloud, DeploymentKey key) {
        return cloud.rules().stream()
                .filter(rule -> rule.conditions().toString().contains(key.id()))
                .toList();
    }
}
