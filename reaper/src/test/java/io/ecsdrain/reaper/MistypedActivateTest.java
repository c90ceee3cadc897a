package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.lifecycle.execute.LiveExecutor;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Tag;

/** Of services without a load balancer, no default action keeps the last one that serves. */
class MistypedActivateTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey SERVING = new DeploymentKey("app", "v2");
    private static final DeploymentKey NEXT = new DeploymentKey("app", "v20");

    private ReaperCluster cluster;

    @BeforeEach
    void aNewOneIsActivatedThatHasNoService() {
        cluster = new ReaperCluster().with("MAX_AGE_HR", "0.1");
        create(OLD);
        cluster.settle();
        create(SERVING);
        cluster.settle();
        cluster.parameter(OLD, "draining");
        cluster.parameter(SERVING, "draining");
        cluster.parameter(NEXT, "active");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void create(DeploymentKey key) {
        cluster.team.ecs().createService(create -> create.cluster(ReaperCluster.NAME)
                .serviceName(key.serviceName())
                .taskDefinition("app")
                .desiredCount(1)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a")))
                .tags(tag(Tags.DEPLOYMENT_NAME, key.name()), tag(Tags.DEPLOYMENT_ID, key.id())));
    }

    private static Tag tag(String name, String value) {
        return Tag.builder().key(name).value(value).build();
    }

    private int desired(DeploymentKey key) {
        return cluster.service(key).orElseThrow().desiredCount();
    }

    private void minutes(int count) {
        for (int minute = 0; minute < count; minute++) {
            cluster.minute(OLD, 1);
            cluster.say(SERVING, 1);
            cluster.reap();
        }
    }

    @Test
    void theLastThatServesStaysUntilTheLiveOneRunsHoweverOldAndIdleItIs() {
        minutes(10);
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("gone");
        assertThat(reason(cluster.reap(), SERVING)).isEqualTo("last-serving");
        assertThat(desired(SERVING)).isEqualTo(1);
        create(NEXT);
        cluster.settle();
        minutes(2);
        assertThat(desired(SERVING)).isZero();
    }

    @Test
    void aLiveServiceDeletedSinceThePlanKeepsTheLastOneFromBeingScaledDown() {
        create(NEXT);
        cluster.settle();
        cluster.team.ecs().deleteService(delete -> delete.cluster(ReaperCluster.NAME)
                .service(NEXT.serviceName())
                .force(true));
        LiveExecutor executor =
                new LiveExecutor(cluster.reaper, ReaperCluster.NAME, cluster.aws::now, cluster.aws::advance);
        Attachments attachments = new Attachments(List.of(), List.of());
        Action zero = new Action.ScaleToZero(Grounds.DRAINING, attachments, Optional.empty());
        assertThat(executor.execute(SERVING, zero))
                .isInstanceOfSatisfying(Outcome.Stale.class, stale -> assertThat(stale.why())
                        .contains("v20 is to be live", "left to serve"));
        assertThat(executor.execute(OLD, zero)).isInstanceOf(Outcome.Done.class);
    }
}
