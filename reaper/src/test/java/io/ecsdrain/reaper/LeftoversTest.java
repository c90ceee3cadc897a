package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** What others left behind, over the wire. */
class LeftoversTest {

    private static final DeploymentKey LIVE = new DeploymentKey("app", "v2");
    private static final DeploymentKey HALF = new DeploymentKey("app", "v3");

    private ReaperCluster cluster;

    @BeforeEach
    void oneLiveDeployment() {
        cluster = new ReaperCluster();
        cluster.deploy(LIVE, "active", 1);
        cluster.defaultAction(LIVE);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void assertOnlyTheLiveOneIsLeft() {
        assertThat(cluster.targetGroups()).containsExactly(cluster.group(LIVE));
        assertThat(cluster.rules()).hasSize(1);
        assertThat(cluster.service(LIVE).orElseThrow().desiredCount()).isEqualTo(1);
    }

    @Test
    void aHalfCreatedDeploymentWithoutATaskIsDeletedAfterItsTimeoutOnly() {
        cluster.deploy(HALF, "deploying", 0);
        assertThat(reason(cluster.reap(), HALF)).isEqualTo("deploying");
        cluster.aws.advance(Duration.ofMinutes(61));
        assertThat(reason(cluster.reap(), HALF)).isEqualTo("half-created");
        assertThat(reason(cluster.reap(), HALF)).isEqualTo("gone");
        assertOnlyTheLiveOneIsLeft();
    }

    @Test
    void aHalfCreatedDeploymentWithTasksBecomesDraining() {
        cluster.deploy(HALF, "deploying", 2);
        cluster.aws.advance(Duration.ofMinutes(61));
        assertThat(reason(cluster.reap(), HALF)).isEqualTo("half-created");
        assertThat(cluster.team
                        .ssm()
                        .getParameter(get -> get.name(HALF.stateParameter()))
                        .parameter()
                        .value())
                .isEqualTo("draining");
        assertThat(cluster.service(HALF).orElseThrow().desiredCount()).isEqualTo(2);
        assertThat(reason(cluster.reap(), HALF)).isEqualTo("not-ready");
    }

    @Test
    void rulesTargetGroupsAndParameterWithoutAServiceAreSweptWhenOldEnough() {
        cluster.deploy(HALF, "active", 1);
        cluster.parameter(HALF, "draining");
        cluster.team.ecs().deleteService(delete -> delete.cluster(ReaperCluster.NAME)
                .service(HALF.serviceName())
                .force(true));
        cluster.settle();
        assertThat(reason(cluster.reap(), HALF)).isEqualTo("too-young");
        cluster.aws.advance(Duration.ofMinutes(61));
        assertThat(reason(cluster.reap(), HALF)).isEqualTo("leftover");
        assertOnlyTheLiveOneIsLeft();
        assertThat(cluster.team
                        .ssm()
                        .getParametersByPath(get -> get.path("/apps/app").recursive(true))
                        .parameters())
                .extracting(parameter -> parameter.name())
                .containsExactly(LIVE.stateParameter());
    }

    @Test
    void whatAServiceOfAnotherClusterServesIsNoLeftover() {
        cluster.deploy(HALF, "active", 1);
        cluster.parameter(HALF, "draining");
        deleteHalf();
        cluster.aws.advance(Duration.ofMinutes(10));
        cluster.team.ecs().createCluster(create -> create.clusterName("blue"));
        cluster.service("blue", HALF.serviceName(), cluster.group(HALF));
        cluster.aws.advance(Duration.ofMinutes(61));
        assertThat(cluster.reap().failed()).isFalse();
        assertHalfIsUntouched();
    }

    @Test
    void whatAServiceThatIsBeingDeletedStillServesIsNoLeftover() {
        cluster.deploy(HALF, "active", 1);
        cluster.parameter(HALF, "draining");
        TargetGroupAttribute anHour = TargetGroupAttribute.builder()
                .key("deregistration_delay.timeout_seconds")
                .value("3600")
                .build();
        cluster.team.elb().modifyTargetGroupAttributes(modify -> modify.targetGroupArn(cluster.group(HALF))
                .attributes(anHour));
        cluster.aws.advance(Duration.ofMinutes(61));
        deleteHalf();
        cluster.settle();
        assertThat(cluster.service(HALF).orElseThrow().status()).isEqualTo("DRAINING");
        assertThat(cluster.reap().failed()).isFalse();
        assertHalfIsUntouched();
    }

    @Test
    void aParameterWhoseServiceIsNotTaggedForItIsReportedAndKept() {
        cluster.parameter(HALF, "draining");
        cluster.service(ReaperCluster.NAME, HALF.serviceName(), cluster.group(LIVE));
        cluster.aws.advance(Duration.ofMinutes(61));
        RunReport report = cluster.reap();
        assertThat(reason(report, HALF)).isEqualTo("contradictory-tags");
        assertThat(report.failed()).isFalse();
        assertThat(cluster.mutationsByReaper()).noneMatch(operation -> operation.startsWith("Delete"));
    }

    private void deleteHalf() {
        cluster.team.ecs().deleteService(delete -> delete.cluster(ReaperCluster.NAME)
                .service(HALF.serviceName())
                .force(true));
    }

    private void assertHalfIsUntouched() {
        assertThat(cluster.rules()).hasSize(2);
        assertThat(cluster.targetGroups()).contains(cluster.group(HALF));
        assertThat(cluster.mutationsByReaper()).noneMatch(operation -> operation.startsWith("Delete"));
    }

    @Test
    void retireOnlyScalesToZeroAndDeletesNothing() {
        cluster.with("RETIRE_ONLY", "true").deploy(HALF, "active", 1);
        cluster.parameter(HALF, "draining");
        cluster.parameter(LIVE, "active");
        for (int i = 0; i < 12; i++) {
            cluster.minute(HALF, 1);
            cluster.reap();
        }
        cluster.aws.advance(Duration.ofMinutes(10));
        assertThat(reason(cluster.reap(), HALF)).isEqualTo("retire-only");
        assertThat(cluster.service(HALF).orElseThrow().desiredCount()).isZero();
        assertThat(cluster.rules()).hasSize(2);
        assertThat(cluster.mutationsByReaper()).noneMatch(operation -> operation.startsWith("Delete"));
    }
}
