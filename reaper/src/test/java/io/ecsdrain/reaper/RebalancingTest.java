package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;

/** Availability Zone rebalancing stops tasks, sessions or not: it is off while a deployment drains. */
class RebalancingTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v10");

    private ReaperCluster cluster;

    @BeforeEach
    void anOldOneThatRebalancesDrains() {
        cluster = new ReaperCluster();
        cluster.supersede(OLD, LIVE, 2);
        cluster.rebalancing(OLD, AvailabilityZoneRebalancing.ENABLED);
        cluster.minute(OLD, 0);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private AvailabilityZoneRebalancing rebalancing() {
        return cluster.service(OLD).orElseThrow().availabilityZoneRebalancing();
    }

    private boolean aTaskIsMoved() {
        return cluster.tasks(OLD).stream().anyMatch(cluster.aws.ecs()::rebalance);
    }

    @Test
    void noTaskOfADrainingDeploymentIsMovedAndTheDeploymentIsStillItsFirst() {
        cluster.reap();
        assertThat(rebalancing()).isEqualTo(AvailabilityZoneRebalancing.DISABLED);
        assertThat(cluster.tags(OLD)).containsEntry(Tags.REBALANCING_WAS, "ENABLED");
        assertThat(cluster.service(OLD).orElseThrow().deployments()).hasSize(1);
        assertThat(aTaskIsMoved()).isFalse();

        int before = cluster.mutationsByReaper().size();
        cluster.minute(OLD, 0);
        cluster.reap();
        assertThat(cluster.mutationsByReaper()).hasSize(before);
    }

    @Test
    void oneThatIsActiveAgainRebalancesAgain() {
        cluster.reap();
        cluster.parameter(OLD, "active");
        cluster.reap();
        assertThat(rebalancing()).isEqualTo(AvailabilityZoneRebalancing.ENABLED);
        assertThat(cluster.tags(OLD)).doesNotContainKey(Tags.REBALANCING_WAS);
        assertThat(aTaskIsMoved()).isTrue();
    }

    @Test
    void aRollbackSwitchesItOnAndLeavesTheMark() {
        cluster.reap();
        cluster.parameter(OLD, "active");
        String arn = cluster.service(OLD).orElseThrow().serviceArn();
        assertThat(cluster.executor().execute(OLD, new Action.GiveBackOriginals(arn, List.of())))
                .isEqualTo(Outcome.DONE);
        assertThat(rebalancing()).isEqualTo(AvailabilityZoneRebalancing.ENABLED);
        assertThat(cluster.tags(OLD)).containsEntry(Tags.REBALANCING_WAS, "ENABLED");
    }

    @Test
    void oneThatWasSwitchedOffByItsTeamStaysOffWhenItIsActiveAgain() {
        cluster.rebalancing(OLD, AvailabilityZoneRebalancing.DISABLED);
        cluster.reap();
        assertThat(cluster.tags(OLD)).doesNotContainKey(Tags.REBALANCING_WAS);
        cluster.parameter(OLD, "active");
        cluster.reap();
        assertThat(rebalancing()).isEqualTo(AvailabilityZoneRebalancing.DISABLED);
    }

    @Test
    void oneThatWasMadeActiveSinceThePlanIsLeftAlone() {
        String arn = cluster.service(OLD).orElseThrow().serviceArn();
        cluster.parameter(OLD, "active");
        assertThat(cluster.executor().execute(OLD, new Action.StopRebalancing(arn)))
                .isInstanceOf(Outcome.Stale.class);
        assertThat(rebalancing()).isEqualTo(AvailabilityZoneRebalancing.ENABLED);
    }
}
