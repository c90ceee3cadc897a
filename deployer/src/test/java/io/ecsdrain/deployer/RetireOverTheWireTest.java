package io.ecsdrain.deployer;

import static io.ecsdrain.deployer.DrainedCloud.V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.DrainedCloud.Stage;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
