package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.ecs.EcsSwitches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Apps that die, over the wire: five hours of it and more, without MAX_AGE. */
class CrashLoopRunTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey NEW = new DeploymentKey("app", "v2");

    private ReaperCluster cluster;

    @BeforeEach
    void start() {
        cluster = new ReaperCluster().with("MAX_AGE_HR", "never");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void crash(DeploymentKey key) {
        cluster.tasks(key).forEach(task -> cluster.aws.ecs().crashInert(task.substring(task.lastIndexOf('/') + 1)));
    }

    /** Dies every other minute; says 0 in the first of its life and 1 in the second. */
    private List<String> minutes(DeploymentKey key, int most) {
        List<String> reasons = new ArrayList<>();
        for (int minute = 0; minute < most; minute++) {
            cluster.aws.advance(Duration.ofSeconds(40));
            cluster.say(key, minute % 2);
            cluster.aws.advance(Duration.ofSeconds(10));
            if (minute % 2 == 1) {
                crash(key);
            }
            cluster.aws.advance(Duration.ofSeconds(10));
            reasons.add(reason(cluster.reap(), key));
            if (reasons.get(minute).equals("gone")) {
                break;
            }
        }
        return reasons;
    }

    @Test
    void aDrainingAppThatDiesEveryTwoMinutesIsParkedOnceAndGone() {
        cluster.supersede(OLD, NEW, 1);
        List<String> reasons = minutes(OLD, 60);
        assertThat(reasons).endsWith("gone").contains("crash-loop").doesNotContain("sessions-came-back");
        assertThat(reasons.stream().filter("parking"::equals)).hasSize(1);
        assertThat(cluster.service(NEW).orElseThrow().runningCount()).isEqualTo(1);
    }

    @Test
    void aHalfCreatedDeploymentWhoseTasksNeverLiveGoesToZeroAfterItsTimeout() {
        cluster.deploy(NEW, "active", 1);
        cluster.defaultAction(NEW);
        cluster.deploy(OLD, "deploying", 2);
        cluster.aws.advance(Duration.ofMinutes(50));
        List<String> reasons = minutes(OLD, 30);
        assertThat(reasons)
                .startsWith("deploying")
                .endsWith("gone")
                .contains("half-created")
                .doesNotContain("not-ready");
        assertThat(cluster.mutationsByReaper()).doesNotContain("PutParameter");
    }

    @Test
    void protectionThatATaskRenewsBeforeItIsScaledDownDoesNotKeepIt() {
        cluster.aws.switches().set(EcsSwitches.PROTECTION_HONOURED_AT_SCALE_IN, true);
        cluster.supersede(OLD, NEW, 1);
        List<String> reasons = new ArrayList<>();
        for (int minute = 0; minute < 20 && !reasons.contains("gone"); minute++) {
            cluster.minute(OLD, 1);
            reasons.add(reason(cluster.reap(), OLD));
            if (reasons.get(minute).equals("ready")) {
                // As if it had been renewed between the clearing and desired 0.
                cluster.team.ecs().updateService(back -> back.cluster(ReaperCluster.NAME)
                        .service(OLD.serviceName())
                        .desiredCount(1));
                cluster.aws.advance(Duration.ofSeconds(5));
                cluster.tasks(OLD).forEach(each -> cluster.aws
                        .ecs()
                        .protect(each.substring(each.lastIndexOf('/') + 1), Optional.of(Duration.ofHours(40))));
                cluster.team.ecs().updateService(down -> down.cluster(ReaperCluster.NAME)
                        .service(OLD.serviceName())
                        .desiredCount(0));
            }
        }
        assertThat(reasons).contains("tasks-stopping", "gone");
    }
}
