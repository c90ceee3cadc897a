package io.ecsdrain.demo.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.contract.Parking;
import io.ecsdrain.demo.watch.Frame.DeploymentFrame;
import io.ecsdrain.demo.watch.Timeline.Event;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the emulated AWS, changed by plain SDK calls. */
class WatcherTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final WatchedCloud cloud = new WatchedCloud();
    private final Timeline timeline = new Timeline(event -> {});

    @AfterEach
    void close() {
        cloud.close();
    }

    /** The last look that closing takes. */
    private DeploymentFrame look() {
        new Watcher(cloud.view(), timeline).close();
        List<Frame> frames = timeline.frames();
        return frames.get(frames.size() - 1).deployments().get(WatchedCloud.ID);
    }

    @Test
    void thePhaseFollowsParameterRuleDesiredCountAndTag() {
        assertThat(look().phase()).as("no state parameter yet").isEqualTo(Phase.DEPLOYING);
        cloud.state("active");
        assertThat(look().phase()).isEqualTo(Phase.ACTIVE);
        cloud.state("draining");
        assertThat(look().phase()).isEqualTo(Phase.DRAINING);
        cloud.onlyFor(Parking.NO_CLIENT);
        assertThat(look().phase()).isEqualTo(Phase.PARKED);
        cloud.desired(0);
        assertThat(look().phase()).isEqualTo(Phase.SCALED_TO_ZERO);
        cloud.tagState("retired");
        assertThat(look().phase()).isEqualTo(Phase.BEING_DELETED);

        assertThat(timeline.events())
                .extracting(Event::text)
                .containsExactly(
                        "deploying",
                        "active",
                        "draining",
                        "parked: clients led away",
                        "scaled to zero",
                        "being deleted");
        assertThat(timeline.missed()).isZero();
    }

    @Test
    void aRuleForSomeAddressesOfOnesOwnIsNotParked() {
        cloud.state("draining");
        cloud.onlyFor("10.0.0.0/8");

        assertThat(look().phase()).isEqualTo(Phase.DRAINING);
    }

    @Test
    void tagDesiredCountAndReadinessAreSeenAsTheyAre() {
        cloud.tagState("draining");
        await().atMost(SOON).until(cloud::hasTask);
        String task = cloud.taskId();

        assertThat(look().tasks().get(task).ready()).as("it has said nothing").isEmpty();
        cloud.ready(task, 0, cloud.aws.now().minusSeconds(3));
        cloud.ready(task, 1, cloud.aws.now().minusSeconds(1));
        DeploymentFrame seen = look();

        assertThat(seen.tasks().get(task).ready()).as("the newest").isEqualTo(OptionalInt.of(1));
        assertThat(seen.tasks()).containsOnlyKeys(task);
        assertThat(seen.desired()).isEqualTo(1);
        assertThat(seen.stateTag()).isEqualTo("draining");
    }

    @Test
    void aServiceOnceSeenThatIsDeletedIsGone() {
        try (Watcher watcher = new Watcher(cloud.view(), timeline)) {
            watcher.start();
            await().atMost(SOON).until(() -> !timeline.frames().isEmpty());
            assertThat(timeline.isGone(WatchedCloud.ID)).isFalse();
            cloud.delete();
            await().atMost(SOON).until(() -> timeline.isGone(WatchedCloud.ID));
        }
    }

    @Test
    void aLookThatAwsRefusesIsMissedAndNotSeenAsGone() {
        look();
        cloud.aws.close();
        new Watcher(cloud.view(), timeline).close();

        assertThat(timeline.missed()).isEqualTo(1);
        assertThat(timeline.isGone(WatchedCloud.ID)).isFalse();
    }
}
