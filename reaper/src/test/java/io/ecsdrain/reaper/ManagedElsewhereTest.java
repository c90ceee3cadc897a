package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.reaper.report.RunReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deployments whose tasks and traffic ECS's own blue/green, or another controller, moves; over the wire. */
class ManagedElsewhereTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey NEW = new DeploymentKey("app", "v2");

    private ReaperCluster cluster;

    @BeforeEach
    void twoDeployments() {
        cluster = new ReaperCluster();
        cluster.supersede(OLD, NEW, 1);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    /** Its target group that the default action leads to, as after a deployment that ECS has shifted. */
    private void shiftToAlternate(DeploymentKey key) {
        String alternate = cluster.fixture.targetGroup("alternate", Map.of());
        cluster.fixture.defaultAction(cluster.listener, alternate);
        cluster.fixture.blueGreen(
                key.serviceName(),
                cluster.group(key),
                alternate,
                cluster.rules().get(0).ruleArn());
        cluster.settle();
    }

    @Test
    void theDeploymentWhoseAlternateGroupServesIsNeitherParkedNorScaledDown() {
        shiftToAlternate(OLD);
        for (int minute = 0; minute < 8; minute++) {
            cluster.minute(OLD, 1);
            RunReport report = cluster.reap();
            assertThat(reason(report, OLD)).isEqualTo("managed-elsewhere");
            assertThat(report.failed()).isFalse();
        }
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(1);
        assertThat(mutationsOf(OLD)).isEmpty();
    }

    @Test
    void theLiveDeploymentIsNotGivenTheDefaultActionThatEcsShifts() {
        cluster.parameter("/apps/app/live", NEW.id());
        shiftToAlternate(NEW);
        String before = cluster.fixture.defaultGroup(cluster.listener);
        cluster.reap();
        cluster.reap();
        assertThat(cluster.fixture.defaultGroup(cluster.listener)).isEqualTo(before);
    }

    @Test
    void theDefaultActionIsNotTakenFromADrainingOneThatEcsShifts() {
        cluster.parameter("/apps/app/live", NEW.id());
        shiftToAlternate(OLD);
        String before = cluster.fixture.defaultGroup(cluster.listener);
        cluster.reap();
        cluster.reap();
        assertThat(cluster.fixture.defaultGroup(cluster.listener)).isEqualTo(before);
    }

    private List<String> mutationsOf(DeploymentKey key) {
        return cluster.aws.calls().stream()
                .filter(call -> call.accessKey().equals(ReaperCluster.REAPER))
                .filter(call -> !call.operation().matches("(Get|Describe|List).*"))
                .filter(call -> call.input().toString().contains(key.serviceName())
                        || call.input().toString().contains("/" + key.id() + "/"))
                .map(call -> call.operation())
                .toList();
    }
}
