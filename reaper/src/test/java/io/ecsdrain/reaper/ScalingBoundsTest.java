package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.localaws.scaling.ScalingSwitches;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;

/**
 * Registering a scalable target moves a count that lies outside its bounds inside them: none of our calls may do so.
 */
class ScalingBoundsTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v10");

    private ReaperCluster cluster;
    private Set<String> tasks;

    @BeforeEach
    void anOldDrainingAndALiveDeployment() {
        cluster = new ReaperCluster().with("MAX_AGE_HR", "never");
        cluster.supersede(OLD, LIVE, 2);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    /**
     * The old one scales between {@code min} and {@code max}, and a person has given it {@code desired} tasks by hand.
     */
    private void outgrown(int min, int max, int desired) {
        cluster.scalable(OLD, min, max);
        cluster.scale(OLD, desired);
        tasks = new TreeSet<>(cluster.tasks(OLD));
        assertThat(tasks).hasSize(desired);
    }

    private void assertNoTaskCameOrWent() {
        assertThat(new TreeSet<>(cluster.tasks(OLD))).isEqualTo(tasks);
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(tasks.size());
    }

    private String bounds() {
        ScalableTarget target = cluster.scalableTarget(OLD);
        return target.minCapacity() + "-" + target.maxCapacity();
    }

    private void busy() {
        cluster.minute(OLD, 0);
        cluster.reap();
    }

    private void activeAgain() {
        cluster.parameter(OLD, "active");
        cluster.reap();
    }

    @ParameterizedTest(name = "{0} to {1}, desired {2}, suspension prevents it: {3}")
    @CsvSource({
        "1, 3, 6, false, 1-6",
        "1, 3, 6, true, 1-6",
        "3, 4, 1, false, 1-4",
        "3, 4, 1, true, 1-4",
        "1, 3, 2, false, 1-3"
    })
    void theFirstRunOfADrainStopsNoTaskAndStartsNone(int min, int max, int desired, boolean prevents, String after) {
        cluster.aws.switches().set(ScalingSwitches.SUSPENSION_PREVENTS_CLAMP, prevents);
        outgrown(min, max, desired);
        busy();

        assertNoTaskCameOrWent();
        assertThat(bounds()).isEqualTo(after);
        assertThat(cluster.scalableTarget(OLD).suspendedState().dynamicScalingInSuspended())
                .isTrue();
        assertThat(cluster.tags(OLD).get(Tags.SCALING_BOUNDS))
                .isEqualTo(after.equals(min + "-" + max) ? null : min + "-" + max + "/" + after);
    }

    @Test
    void boundsAreGivenBackAsFarAsTheCountLiesInsideThemAndNoRunIsInVain() {
        outgrown(1, 3, 6);
        busy();
        activeAgain();
        assertNoTaskCameOrWent();
        assertThat(bounds()).isEqualTo("1-6");
        assertThat(cluster.scalableTarget(OLD).suspendedState().dynamicScalingInSuspended())
                .isFalse();
        assertThat(cluster.tags(OLD))
                .containsEntry(Tags.SCALING_BOUNDS, "1-3/1-6")
                .doesNotContainKey(Tags.SCALING_WAS);

        // The other one drains by now, which takes a run to note.
        cluster.reap();
        int before = cluster.mutationsByReaper().size();
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("active");
        assertThat(cluster.mutationsByReaper()).hasSize(before);

        cluster.scale(OLD, 4);
        cluster.reap();
        assertThat(bounds()).isEqualTo("1-4");
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(4);
        cluster.scale(OLD, 2);
        cluster.reap();
        assertThat(bounds()).isEqualTo("1-3");
        assertThat(cluster.tags(OLD)).doesNotContainKey(Tags.SCALING_BOUNDS);
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(2);
    }

    @Test
    void aMaximumThatWasSetMeanwhileStays() {
        outgrown(2, 3, 6);
        busy();
        cluster.scalable(OLD, 2, 8);
        activeAgain();

        assertThat(bounds()).isEqualTo("2-8");
        assertNoTaskCameOrWent();
        assertThat(cluster.tags(OLD)).doesNotContainKeys(Tags.SCALING_BOUNDS, Tags.SCALING_WAS);
    }

    @Test
    void aDrainThatIsCalledOffAndBegunAgainRemembersTheBoundsOfTheTeam() {
        outgrown(1, 3, 6);
        busy();
        activeAgain();
        cluster.parameter(OLD, "draining");
        busy();
        cluster.scale(OLD, 3);
        cluster.parameter(OLD, "active");
        cluster.reap();

        assertThat(bounds()).isEqualTo("1-3");
        assertThat(cluster.tags(OLD)).doesNotContainKeys(Tags.SCALING_BOUNDS, Tags.SCALING_WAS);
    }

    @Test
    void aRunThatDiedBetweenTheNoteAndTheWideningIsFinishedByTheNext() {
        outgrown(1, 3, 6);
        note(Tags.SCALING_WAS, "none");
        note(Tags.SCALING_BOUNDS, "1-3/1-6");
        busy();
        assertNoTaskCameOrWent();
        assertThat(bounds()).isEqualTo("1-6");

        cluster.scale(OLD, 2);
        activeAgain();
        assertThat(bounds()).isEqualTo("1-3");
    }

    /** As reapers did before they knew of this. */
    @Test
    void aMarkWithoutBoundsIsGivenBackWithoutATaskLost() {
        outgrown(1, 3, 2);
        busy();
        cluster.scale(OLD, 5);
        tasks = new TreeSet<>(cluster.tasks(OLD));
        assertThat(cluster.tags(OLD)).containsEntry(Tags.SCALING_WAS, "none").doesNotContainKey(Tags.SCALING_BOUNDS);
        activeAgain();

        assertNoTaskCameOrWent();
        assertThat(bounds()).isEqualTo("1-5");
        assertThat(cluster.scalableTarget(OLD).suspendedState().dynamicScalingInSuspended())
                .isFalse();
    }

    @Test
    void aRetirementThatIsCalledOffEndsWithTheCountAndWithinItTheBounds() {
        outgrown(1, 3, 6);
        busy();
        cluster.scale(OLD, 7);
        String arn = cluster.service(OLD).orElseThrow().serviceArn();
        List<String> groups = List.of(cluster.group(OLD));
        assertThat(does(new Action.WriteOriginals(Grounds.DRAINING, arn, groups)))
                .isEqualTo(Outcome.DONE);
        assertThat(does(new Action.SuspendAllScaling(Grounds.DRAINING, arn))).isEqualTo(Outcome.DONE);
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(7);
        assertThat(cluster.tags(OLD)).containsEntry(Tags.SCALING_BOUNDS, "1-3/1-6/1-7");
        cluster.scale(OLD, 0);

        cluster.parameter(OLD, "active");
        assertThat(does(new Action.GiveBackOriginals(arn, groups))).isEqualTo(Outcome.DONE);
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(7);
        assertThat(bounds()).isEqualTo("1-7");
        cluster.scale(OLD, 3);
        cluster.reap();
        assertThat(bounds()).isEqualTo("1-3");
        assertThat(cluster.tags(OLD)).doesNotContainKeys(Tags.SCALING_BOUNDS, Tags.SCALING_WAS, Tags.DESIRED_COUNT);
    }

    private Outcome does(Action action) {
        return cluster.executor().execute(OLD, action);
    }

    private void note(String tag, String value) {
        cluster.tag(cluster.service(OLD).orElseThrow().serviceArn(), Map.of(tag, value));
    }
}
