package io.ecsdrain.deployer;

import static io.ecsdrain.deployer.DrainedCloud.V1;
import static io.ecsdrain.deployer.DrainedCloud.V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.DrainedCloud.Stage;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

class RetireOverTheWireTest {

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    private Ran retire(String id) {
        return cloud.run("retire", "--deployment-name", "app", id);
    }

    /** A deployment whose deploy gave up: no client is led to it. */
    private void halfCreated(String id) {
        cloud.aws.elb().inertSlowStart(Duration.ofHours(1));
        assertThat(cloud.deploy("app", id, "--timeout", "10s").exit()).isEqualTo(5);
        cloud.aws.elb().inertSlowStart(Duration.ZERO);
    }

    @Test
    void aDeployThatWasBrokenOffDrainsAndIsRemoved() {
        cloud.deploy("app", "v1");
        halfCreated("v2");

        Ran ran = retire("v2");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("app v2 drains: the reaper retires it once its sessions are over");
        assertThat(cloud.state("app", "v2")).contains("draining");
        assertThat(cloud.state("app", "v1")).contains("active");
        assertThat(retire("v2").out()).contains("app v2 drains already");
    }

    @Test
    void aDeployThatStillWaitsDoesNotMakeItLiveAnyMore() {
        cloud.deploy("app", "v1");
        cloud.aws.elb().inertSlowStart(Duration.ofSeconds(30));
        Interrupted interrupted = new Interrupted(
                2, "describeTargetHealth", () -> assertThat(retire("v2").exit()).isZero());

        Ran ran = cloud.run(interrupted, TestCloud.DEPLOYER, cloud.deployment("app", "v2"));

        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("it was made draining meanwhile");
        assertThat(cloud.value("/apps/app/live")).contains("v1");
        assertThat(cloud.state("app", "v2")).contains("draining");
    }

    @Test
    void theLiveOneIsRefusedWithTheWayToDoIt() {
        cloud.deploy("app", "v1");

        Ran ran = retire("v1");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err())
                .contains("v1 is live: deploy a newer one, or ./drain rollback --deployment-name app --to");
        assertThat(cloud.state("app", "v1")).contains("active");
    }

    @Test
    void onePinnedOrLeftToServeOrLedToIsRefused() {
        try (DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED)) {
            drained.cloud.run("pin", "--deployment-name", "app", "v1");
            Ran pinned = drained.cloud.run("retire", "--deployment-name", "app", "v1");
            assertThat(pinned.exit()).isEqualTo(3);
            assertThat(pinned.err()).contains("it is pinned until it is unpinned", "./drain unpin v1 first");

            drained.cloud.run("unpin", "--deployment-name", "app", "v1");
            drained.cloud.team.ecs().deleteService(delete -> delete.cluster("prod")
                    .service(V2.serviceName())
                    .force(true));
            Ran left = drained.cloud.run("retire", "--deployment-name", "app", "v1");
            assertThat(left.exit()).isEqualTo(3);
            assertThat(left.err()).contains("this one is left to serve");
        }
    }

    @Test
    void oneThatADefaultActionLeadsToIsKept() {
        cloud.deploy("app", "v1");
        halfCreated("v2");
        cloud.defaultTo(cloud.group("svc-app-v2"));

        Ran ran = retire("v2");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("v2 is not made draining yet");
        assertThat(cloud.state("app", "v2")).isEmpty();
    }

    @Test
    void anUnknownOneIsNamedWithThoseThatThereAre() {
        cloud.deploy("app", "v1");

        Ran ran = retire("v7");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no deployment 'v7' of app; there are: v1 (active, live)");
    }

    @Test
    void nowAtOnceItsClientsAreLedAwayAndItsTasksStopWhateverSessionsTheyHave() {
        try (DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED)) {
            for (int minute = 0; minute < 4; minute++) {
                drained.cloud.aws.advance(Duration.ofSeconds(60));
                drained.tasks(V1).forEach(task -> drained.says(V1, task, 0));
            }

            Ran ran = drained.cloud.run("retire", "--deployment-name", "app", "v1", "--now");

            assertThat(ran.exit()).as(ran.err()).isZero();
            assertThat(ran.err())
                    .contains("2 tasks run, and 2 of them may have sessions")
                    .contains("lead its clients away: park");
            assertThat(ran.out()).contains("app v1 is scaled to zero: the reaper removes the rest");
            assertThat(drained.cloud.describe(V1.serviceName()).desiredCount()).isZero();
            assertThat(drained.rules(V1))
                    .allSatisfy(rule -> assertThat(rule.conditions()).hasSize(2));
            drained.assertLive(V2);
            for (int minute = 0; minute < 10; minute++) {
                drained.minute();
                drained.reap();
            }
            assertThat(drained.cloud.describe(V1.serviceName()).status()).isNotEqualTo("ACTIVE");
        }
    }

    @Test
    void nowEndsABrokenOffDeploymentToo() {
        cloud.deploy("app", "v1");
        halfCreated("v2");

        Ran ran = cloud.run("retire", "--deployment-name", "app", "v2", "--now", "--output", "json");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("2 tasks run, and what sessions they have is not known");
        assertThat(cloud.describe("svc-app-v2").desiredCount()).isZero();
        assertThat(cloud.describe("svc-app-v1").desiredCount()).isEqualTo(2);
        assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-v1"));
    }

    @Test
    void nowIsNotForTheLiveOneNorForAPinnedOneNorWithoutAgreement() {
        try (DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED)) {
            long before = drained.cloud.lastCall();
            Ran live = drained.cloud.run("retire", "--deployment-name", "app", "v2", "--now");
            assertThat(live.exit()).isEqualTo(3);
            assertThat(live.err()).contains("v2 is live");

            Ran asked = drained.cloud.answering("n", "retire", "--deployment-name", "app", "v1", "--now");
            assertThat(asked.exit()).isEqualTo(3);
            assertThat(asked.err()).contains("2 tasks run", "end v1 now?", "not agreed to");
            assertThat(drained.cloud.writesSince(before)).isEmpty();

            drained.cloud.run("pin", "--deployment-name", "app", "v1");
            Ran pinned = drained.cloud.run("retire", "--deployment-name", "app", "v1", "--now");
            assertThat(pinned.exit()).isEqualTo(3);
            assertThat(drained.cloud.describe(V1.serviceName()).desiredCount()).isEqualTo(2);
        }
    }

    /** Others of the name, and of other names, are as old and are left to the reaper's own time. */
    @Test
    void nowIsForOneDeploymentAlone() {
        cloud.deploy("app", "v1");
        cloud.deploy("app", "v2");
        cloud.deploy("app", "v3");

        assertThat(cloud.run("retire", "--deployment-name", "app", "v1", "--now")
                        .exit())
                .isZero();

        assertThat(cloud.describe("svc-app-v1").desiredCount()).isZero();
        assertThat(cloud.describe("svc-app-v2").desiredCount()).isEqualTo(2);
        assertThat(cloud.state("app", "v2")).contains("draining");
    }

    /** What a rule of others leads to is in use, whatever its state says. */
    @Test
    void nowDoesNotEndWhatARuleOfOthersLeadsTo() {
        try (DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED)) {
            String group = drained.cloud.group(V1.serviceName());
            drained.cloud.team.elb().createRule(create -> create.listenerArn(drained.cloud.listener)
                    .priority(7)
                    .conditions(RuleCondition.builder()
                            .field("path-pattern")
                            .pathPatternConfig(path -> path.values("/admin"))
                            .build())
                    .actions(Action.builder()
                            .type(ActionTypeEnum.FORWARD)
                            .targetGroupArn(group)
                            .build()));

            Ran ran = drained.cloud.run("retire", "--deployment-name", "app", "v1", "--now");

            assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
            assertThat(ran.err()).contains("v1 drains and is not ended: still-routed");
            assertThat(drained.cloud.describe(V1.serviceName()).desiredCount()).isEqualTo(2);
        }
    }

    @Test
    void afterACrashAnywhereTheSameCommandEndsIt() {
        boolean died = true;
        for (int survived = 0; died; survived++) {
            assertThat(survived).as("calls of one retire").isLessThan(30);
            try (DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED)) {
                drained.cloud.aws.faults().crash(TestCloud.DEPLOYER, survived);
                died = drained.cloud
                                .run("retire", "--deployment-name", "app", "v1", "--now")
                                .exit()
                        != 0;
                drained.cloud.aws.faults().clear();

                Ran again = drained.cloud.run("retire", "--deployment-name", "app", "v1", "--now");

                assertThat(again.exit())
                        .as("after %d calls: %s", survived, again.err())
                        .isZero();
                assertThat(drained.cloud.describe(V1.serviceName()).desiredCount())
                        .isZero();
                drained.assertLive(V2);
            }
        }
    }
}
