package io.ecsdrain.inventory.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Parking;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the planner asks of the things that were seen. */
class ModelTest {

    @ParameterizedTest(name = "{0}, told to be {1}: stopped {2}, meant to run {3}")
    @CsvSource({
        "RUNNING, RUNNING, false, true",
        "PENDING, RUNNING, false, true",
        "DEACTIVATING, STOPPED, false, false",
        "STOPPED, STOPPED, true, false",
        "STOPPED, RUNNING, true, false"
    })
    void aTaskHasStoppedOnlyWhereNothingOfItIsLeft(String last, String desired, boolean stopped, boolean meant) {
        TaskView task = new TaskView("arn", "id", last, desired, Optional.empty());
        assertThat(task.isStopped()).isEqualTo(stopped);
        assertThat(task.isMeantToRun()).isEqualTo(meant);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "source-ip, 192.0.2.1/32, true",
        "source-ip, 10.0.0.0/8, false",
        "source-ip, 192.0.2.1/32 10.0.0.0/8, false",
        "http-header, 192.0.2.1/32, false"
    })
    void onlyTheConditionThatNoClientMeetsParksARule(String field, String values, boolean parked) {
        assertThat(Parking.NO_CLIENT).isEqualTo("192.0.2.1/32");
        ConditionView first = new ConditionView("http-header", "Cookie", List.of("v1"));
        assertThat(rule(first, new ConditionView(field, "", List.of(values.split(" "))))
                        .isParked())
                .isEqualTo(parked);
    }

    private static RuleView rule(ConditionView... conditions) {
        return new RuleView("rule", "listener", 1, List.of(conditions), List.of(new ForwardTarget("tg", 0)), Map.of());
    }

    @Test
    void aRuleForwardsToEachOfItsMembersWhateverTheWeightAndNowhereElse() {
        assertThat(rule().forwardsTo("tg")).isTrue();
        assertThat(rule().forwardsTo("tg/other")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, true", "DRAINING, false", "INACTIVE, false"})
    void aServiceIsAliveUntilItIsBeingDeleted(String status, boolean alive) {
        assertThat(new ServiceView("arn", "svc", status, Instant.EPOCH, 1, 1, 0, Map.of(), List.of(), "td").isAlive())
                .isEqualTo(alive);
    }

    @Test
    void ignoranceStaysIgnoranceAndSatisfiesNoTest() {
        Observed<Integer> known = Observed.known(1);
        Observed<Integer> unknown = Observed.unknown("throttled");
        assertThat(known.isKnown()).isTrue();
        assertThat(unknown.isKnown()).isFalse();
        assertThat(known.value()).contains(1);
        assertThat(unknown.value()).isEmpty();
        assertThat(known.unknownBecause()).isEmpty();
        assertThat(unknown.unknownBecause()).contains("throttled");
        assertThat(known.isKnownAnd(one -> one == 1)).isTrue();
        assertThat(known.isKnownAnd(one -> one == 2)).isFalse();
        assertThat(unknown.isKnownAnd(one -> true)).isFalse();
        assertThat(known.map(one -> one + 1)).isEqualTo(Observed.known(2));
        assertThat(unknown.map(one -> one + 1)).isEqualTo(Observed.unknown("throttled"));
    }

    @Test
    void aTaskWithoutAUsableAnswerWasAskedAllTheSame() {
        Deployment deployment = new Deployment(
                new DeploymentKey("app", "v1"),
                Optional.empty(),
                Lookup.missing(),
                Observed.known(List.of()),
                Map.of(
                        "new", new Evidence.NotAsked(Optional.empty()),
                        "failed", new Evidence.Unread("PartialData"),
                        "silent", new Evidence.Points(List.of())),
                Lookup.missing(),
                List.of());
        assertThat(Inquiry.unasked(deployment)).containsExactly("new");
        ClusterSnapshot snapshot = new ClusterSnapshot(
                Instant.EPOCH,
                "cluster",
                List.of(deployment),
                List.of(),
                Observed.unknown("not asked"),
                Map.of(),
                List.of());
        assertThat(Inquiry.EVERY_TASK.next(snapshot)).isEqualTo(Map.of(deployment.key(), Set.of("new")));
        assertThat(Inquiry.NONE.next(snapshot)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "0, false", "0.5, false", "2, false"})
    void aPeriodIsReadyIfItsLowestValueIsExactlyOne(double minimum, boolean ready) {
        assertThat(new Evidence.Point(Instant.EPOCH, minimum).isReady()).isEqualTo(ready);
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "EssentialContainerExited, Essential container in task exited, true",
        "TaskFailedToStart, CannotPullContainerError, true",
        "ServiceSchedulerInitiated, Task failed ELB health checks in (target-group tg), true",
        "ServiceSchedulerInitiated, Scaling activity initiated by (deployment d), false",
        "UserInitiated, Task stopped by user, false",
        "SpotInterruption, Your Spot Task was interrupted., false",
        "'', '', false"
    })
    void aTaskFailedIfNothingOutsideOfItWantedItsEnd(String code, String reason, boolean failure) {
        assertThat(new TaskView.End(Instant.EPOCH, code, reason).isFailure()).isEqualTo(failure);
    }

    @Test
    void valuesAndRegularExpressionsOfAConditionBothCount() {
        assertThat(new ConditionView("http-header", "Cookie", List.of("v1"), List.of("^v2$")).all())
                .containsExactly("v1", "^v2$");
    }

    @Test
    void aSnapshotIsJudgedAtAnotherTimeAndADeploymentByWhatItsTasksSayByThenWithAllElseTheSame() {
        DeploymentKey key = new DeploymentKey("app", "v1");
        TaskView task = new TaskView("task/t", "t", "RUNNING", "RUNNING", Optional.empty());
        Evidence said = new Evidence.Points(List.of());
        Deployment before = new Deployment(
                key,
                Optional.empty(),
                Lookup.missing(),
                Observed.unknown("not asked for"),
                Map.of(),
                Lookup.missing(),
                List.of("tg"));
        ClusterSnapshot snapshot = new ClusterSnapshot(
                Instant.EPOCH,
                "cluster",
                List.of(before),
                List.of(),
                Observed.unknown("throttled"),
                Map.of(),
                List.of("odd"));

        assertThat(snapshot.at(Instant.EPOCH.plusSeconds(9)).takenAt()).isEqualTo(Instant.EPOCH.plusSeconds(9));
        assertThat(snapshot.at(Instant.EPOCH)).isEqualTo(snapshot);
        assertThat(before.saying(List.of(task), Map.of("t", said)))
                .isEqualTo(new Deployment(
                        key,
                        Optional.empty(),
                        Lookup.missing(),
                        Observed.known(List.of(task)),
                        Map.of("t", said),
                        Lookup.missing(),
                        List.of("tg")));
    }
}
