package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** v1 is live, v2 a canary beside it with a fifth of new clients; its deployer is dead. */
class CanaryRunTest {

    private static final DeploymentKey OLDER = new DeploymentKey("app", "v0");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v1");
    private static final DeploymentKey CANARY = new DeploymentKey("app", "v2");

    private ReaperCluster cluster;

    @BeforeEach
    void aCanaryBesideTheLiveOne() {
        cluster = new ReaperCluster().with("DEPLOY_TIMEOUT_MIN", "10");
        cluster.deploy(OLDER, "draining", 1);
        cluster.deploy(LIVE, "active", 2);
        cluster.deploy(CANARY, "deploying", 1);
        cluster.parameter(ParameterPaths.live("app"), LIVE.id());
        cluster.settle();
        mark(Duration.ofMinutes(30));
        cluster.shares(LIVE, CANARY, 20);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void mark(Duration time) {
        String text = "20:600 1 " + cluster.aws.now().plus(time) + " v1";
        cluster.tag(cluster.describe(CANARY.serviceName()).serviceArn(), Map.of(Tags.CANARY, text));
    }

    private Map<String, Integer> liveAlone() {
        return Map.of(cluster.group(LIVE), 1);
    }

    @Test
    void whileItsMarkIsValidTheSharesAreLeftAloneWellAfterTheDeployTimeout() {
        cluster.aws.advance(Duration.ofMinutes(29));
        RunReport report = cluster.reap();
        assertThat(ReaperCluster.reason(report, CANARY)).isEqualTo("canary");
        assertThat(cluster.shares()).isEqualTo(Map.of(cluster.group(LIVE), 80, cluster.group(CANARY), 20));
        assertThat(cluster.state(CANARY)).isEmpty();
        assertThat(cluster.mutationsByReaper()).doesNotContain("ModifyListener");
    }

    @Test
    void twoMinutesAfterItsDeadlineTheDefaultActionGoesBackAndThenItDrains() {
        cluster.aws.advance(Duration.ofMinutes(33));
        cluster.reap();
        assertThat(cluster.shares()).isEqualTo(liveAlone());
        assertThat(cluster.state(CANARY)).contains("draining");
        assertThat(cluster.mutationsByReaper()).containsSubsequence("ModifyListener", "PutParameter");
        assertThat(cluster.tasks(CANARY)).isNotEmpty();
    }

    @Test
    void whateverElseBecomesLiveEndsIt() {
        cluster.parameter(OLDER, "active");
        cluster.parameter(ParameterPaths.live("app"), OLDER.id());
        cluster.reap();
        assertThat(cluster.shares()).isEqualTo(Map.of(cluster.group(OLDER), 1));
        assertThat(cluster.state(OLDER)).contains("active");
        assertThat(cluster.state(CANARY)).contains("draining");
        assertThat(cluster.state(LIVE)).contains("draining");
    }

    /** Its deployer wakes up late and leads clients to it once more. */
    @Test
    void onceEndedItGetsNoClientsAgain() {
        cluster.aws.advance(Duration.ofMinutes(33));
        cluster.reap();
        cluster.shares(LIVE, CANARY, 50);
        cluster.reap();
        assertThat(cluster.shares()).isEqualTo(liveAlone());
    }

    /** Nothing is left of its default action: only its tags say what it is. */
    @Test
    void endedInHalfItIsMadeDrainingAllTheSame() {
        cluster.defaultAction(LIVE);
        cluster.aws.advance(Duration.ofMinutes(33));
        cluster.reap();
        assertThat(cluster.state(CANARY)).contains("draining");
        assertThat(cluster.tasks(CANARY)).isNotEmpty();
    }
}
