package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.reaper.report.RunReport;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run after a stopped task costs, and that it does no more than delete that task's service. */
class TaskEventRunTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey OTHER = new DeploymentKey("app", "v2");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v10");

    private ReaperCluster cluster;

    @BeforeEach
    void twoDrainingDeploymentsAndALiveOne() {
        cluster = new ReaperCluster();
        List.of(OLD, OTHER, LIVE).forEach(key -> cluster.deploy(key, "active", 1));
        cluster.defaultAction(LIVE);
        cluster.parameter(OLD, "draining");
        cluster.parameter(OTHER, "draining");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private List<String> callsOf(DeploymentKey key) {
        int before = cluster.callsByReaper().size();
        RunReport report = cluster.reapAfterTask(key.serviceName());
        assertThat(report.failed()).as("%s", report).isFalse();
        assertThat(report.run().only()).hasValue(key.serviceName());
        return cluster.callsByReaper().subList(before, cluster.callsByReaper().size());
    }

    private void emptied() {
        cluster.reap();
        cluster.team.ecs().updateService(update -> update.cluster(ReaperCluster.NAME)
                .service(OLD.serviceName())
                .desiredCount(0));
    }

    @Test
    void oneCallUnlessItDrainsAtDesiredZero() {
        cluster.reap();
        assertThat(callsOf(LIVE)).containsExactly("DescribeServices");
        assertThat(callsOf(OLD)).containsExactly("DescribeServices");
        assertThat(callsOf(new DeploymentKey("app", "v99"))).containsExactly("DescribeServices");
        cluster.with("DEPLOYMENT_NAME", "app-eu");
        assertThat(callsOf(OLD)).containsExactly("DescribeServices");
    }

    @Test
    void aServiceThatATeamHasParkedAtZeroIsLeftAlone() {
        cluster.team.ecs().updateService(update -> update.cluster(ReaperCluster.NAME)
                .service(LIVE.serviceName())
                .desiredCount(0));
        assertThat(callsOf(LIVE)).containsExactly("DescribeServices");
    }

    @Test
    void fourCallsAsLongAsOneOfItsTasksHasNotStopped() {
        emptied();
        assertThat(callsOf(OLD)).containsExactly("DescribeServices", "ListTasks", "ListTasks", "DescribeTasks");
    }

    @Test
    void afterTheLastTaskItsDeploymentIsDeletedAtOnceAndNoOtherTouched() {
        emptied();
        cluster.aws.advance(java.time.Duration.ofMinutes(10));
        cluster.minute(OTHER, 1);
        int before = cluster.mutationsByReaper().size();
        int calls = cluster.callsByReaper().size();
        RunReport report = cluster.reapAfterTask(OLD.serviceName());
        assertThat(report.decisions()).hasSize(1);
        assertThat(reason(report, OLD)).isEqualTo("drained");
        assertThat(cluster.mutationsByReaper()
                        .subList(before, cluster.mutationsByReaper().size()))
                .containsExactly("TagResource", "DeleteRule", "DeleteTargetGroup", "DeleteParameter", "DeleteService");
        assertThat(cluster.callsByReaper()
                        .subList(calls, cluster.callsByReaper().size()))
                .doesNotContain("GetMetricData");
        assertThat(cluster.rules()).hasSize(2);
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("gone");
    }

    @Test
    void whatCannotBeReadIsAFailureThatSaysSo() {
        cluster.aws.faults().on("ecs", "DescribeServices").then(io.ecsdrain.localaws.wire.Fault.serverError());
        RunReport report = cluster.reapAfterTask(OLD.serviceName());
        assertThat(report.failed()).isTrue();
        assertThat(report.problems().get(0)).contains(OLD.serviceName(), "could not be observed");
    }
}
