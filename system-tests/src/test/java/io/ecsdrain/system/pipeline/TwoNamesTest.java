package io.ecsdrain.system.pipeline;

import static io.ecsdrain.system.pipeline.ReaperOnDuty.about;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.fixture.ReadyPoints;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * Two names of which one begins like the other, 25 services of theirs in one cluster behind one load balancer, more of
 * everything than fits on a page, and one session left in the last of 130 tasks: nothing is missed, nothing foreign is
 * touched.
 */
class TwoNamesTest {

    private static final String OURS = "app";
    private static final String THEIRS = "app-eu";
    private static final DeploymentKey BIG = new DeploymentKey(OURS, "d0");
    private static final int BIG_TASKS = 130;
    private static final DeploymentKey OUR_LIVE = new DeploymentKey(OURS, "d24");
    private static final DeploymentKey THEIR_LIVE = new DeploymentKey(THEIRS, "d23");

    private final LocalCluster cluster = new LocalCluster();
    private final List<DeploymentKey> keys = new ArrayList<>();
    private String blocking;

    @BeforeEach
    void twoNames() {
        cluster.aws.switches().set(ElbSwitches.LARGEST_PAGE, 7);
        String side = cluster.fixture.listener(cluster.balancer, 81);
        for (int number = 0; number < 25; number++) {
            DeploymentKey key = new DeploymentKey(number % 2 == 0 ? OURS : THEIRS, "d" + number);
            keys.add(key);
            // All rules on one listener, so that each name's are found between the other's.
            cluster.create(
                    key,
                    cluster.listener,
                    (isLive(key) ? TagState.ACTIVE : TagState.DRAINING).word(),
                    key.equals(BIG) ? BIG_TASKS : 1);
            cluster.parameter(
                    key.stateParameter(), (isLive(key) ? DeploymentState.ACTIVE : DeploymentState.DRAINING).word());
        }
        cluster.parameter(ParameterPaths.live(OURS), OUR_LIVE.id());
        cluster.parameter(ParameterPaths.live(THEIRS), THEIR_LIVE.id());
        cluster.scalable(new DeploymentKey(OURS, "d2"), 1, 4);
        cluster.scalable(new DeploymentKey(THEIRS, "d1"), 1, 4);
        cluster.defaultAction(OUR_LIVE);
        cluster.fixture.defaultAction(side, cluster.group(THEIR_LIVE));
        cluster.minute();
        List<String> tasks = cluster.tasks(BIG);
        assertThat(tasks).hasSize(BIG_TASKS);
        blocking = tasks.get(BIG_TASKS - 1);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aReaperOfOneNameRetiresAllThatIsDrainedOfItAndTouchesNothingOfTheOther() {
        Belongings before = survey();
        assertThat(before.owners()).containsExactlyInAnyOrderElementsOf(words(keys));

        try (ReaperOnDuty reaper = new ReaperOnDuty(cluster.aws, Map.of("DEPLOYMENT_NAME", OURS))) {
            List<RunReport> reports = reaper.runUntilQuiet(this::minute);

            Belongings after = survey();
            assertThat(reports).noneMatch(RunReport::failed);
            assertThat(after.of(OURS).owners()).containsExactlyInAnyOrderElementsOf(words(List.of(BIG, OUR_LIVE)));
            assertThat(after.of(Belongings.UNTAGGED::equals).things()).isEmpty();
            assertTheBigOneIsKept(reports);
            assertThat(after.of(OUR_LIVE)).isEqualTo(before.of(OUR_LIVE));
            assertThat(after.of(THEIRS)).isEqualTo(before.of(THEIRS));
            assertThat(touching(before.of(THEIRS), reaper)).isEmpty();
            assertThat(reports.get(0).decisions())
                    .allMatch(each -> each.key().name().equals(OURS));
        }
    }

    @Test
    void aReaperOfAllNamesRetiresWhatIsDrainedOfBoth() {
        Belongings before = survey();

        try (ReaperOnDuty reaper = new ReaperOnDuty(cluster.aws, Map.of())) {
            List<RunReport> reports = reaper.runUntilQuiet(this::minute);

            Belongings after = survey();
            assertThat(reports).noneMatch(RunReport::failed);
            assertThat(after.owners()).containsExactlyInAnyOrderElementsOf(words(List.of(BIG, OUR_LIVE, THEIR_LIVE)));
            assertTheBigOneIsKept(reports);
            assertThat(after.of(OUR_LIVE)).isEqualTo(before.of(OUR_LIVE));
            assertThat(after.of(THEIR_LIVE)).isEqualTo(before.of(THEIR_LIVE));
            assertThat(touching(before.of(THEIRS), reaper))
                    .as("the other test's empty list means something")
                    .extracting(CallRecord::operation)
                    .contains("ModifyRule", "UpdateService", "DeleteRule", "DeleteTargetGroup", "DeleteParameter")
                    .contains("DeregisterScalableTarget", "DeleteService");
        }
    }

    private void assertTheBigOneIsKept(List<RunReport> reports) {
        assertThat(reports).extracting(report -> about(report, BIG)).allSatisfy(each -> {
            assertThat(each.reason()).isEqualTo(Reason.NOT_READY);
            assertThat(each.decision().blockers())
                    .extracting(Blocker::why)
                    .anyMatch(why -> why.contains("it reports sessions") || why.contains("it says 0"));
        });
        assertThat(about(reports.get(reports.size() - 1), BIG).decision().blockers())
                .extracting(Blocker::taskId)
                .containsExactly(blocking);
        assertThat(cluster.service(BIG).orElseThrow().desiredCount()).isEqualTo(BIG_TASKS);
        assertThat(cluster.service(BIG).orElseThrow().runningCount()).isEqualTo(BIG_TASKS);
    }

    /** Calls that would change something and speak of {@code foreign}, by its name or by what AWS calls its things. */
    private static List<CallRecord> touching(Belongings foreign, ReaperOnDuty reaper) {
        assertThat(reaper.mutations()).isNotEmpty();
        return reaper.mutations().stream()
                .filter(call -> {
                    String input = call.input().toString();
                    return input.contains(THEIRS) || foreign.areNamedIn(input);
                })
                .toList();
    }

    /** A minute at whose end every task but one says that it is ready, those that serve excepted. */
    private void minute() {
        cluster.minute();
        ReadyPoints.put(
                cluster.team.cloudWatch(),
                keys.stream()
                        .flatMap(key -> cluster.tasks(key).stream().map(task -> said(key, task)))
                        .toList());
    }

    private MetricDatum said(DeploymentKey key, String task) {
        double value = isLive(key) || task.equals(blocking) ? 0 : 1;
        return ReadyPoints.of(key, task, cluster.aws.now(), value);
    }

    private Belongings survey() {
        return Survey.of(cluster.team, OURS, THEIRS);
    }

    private static boolean isLive(DeploymentKey key) {
        return key.equals(OUR_LIVE) || key.equals(THEIR_LIVE);
    }

    private static List<String> words(List<DeploymentKey> keys) {
        return keys.stream().map(DeploymentKey::toString).toList();
    }
}
