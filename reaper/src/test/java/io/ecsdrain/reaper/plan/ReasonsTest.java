package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Evidence.Point;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reasons one by one, on a deployment without a load balancer, so that its evidence counts from the start of draining.
 */
class ReasonsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");
    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");
    private static final ReaperPolicy POLICY = ReaperPolicy.DEFAULT;

    private static Deployment draining(DeploymentKey key, Instant created, Instant drain, Evidence evidence) {
        ServiceView service = new ServiceView(
                "arn:" + key.id(),
                key.serviceName(),
                "ACTIVE",
                created,
                1,
                1,
                0,
                Map.of(
                        Tags.DEPLOYMENT_NAME, key.name(),
                        Tags.DEPLOYMENT_ID, key.id(),
                        Tags.STATE, "draining",
                        Tags.DRAIN_STARTED_AT, drain.toString()),
                List.of(),
                "td:1");
        TaskView task = new TaskView("task/t", "t", "RUNNING", "RUNNING", Optional.of(created));
        return new Deployment(
                key,
                Optional.of(service),
                Lookup.of(new ParameterView(key.stateParameter(), "draining", drain, 2)),
                Observed.known(List.of(task)),
                evidence == null ? Map.of() : Map.of("t", evidence),
                Lookup.missing(),
                List.of());
    }

    private static ClusterSnapshot snapshot(Deployment... deployments) {
        return new ClusterSnapshot(
                NOW,
                "cluster",
                List.of(deployments),
                List.of(),
                Observed.known(new Routing(List.of(), Map.of())),
                Map.of("app", Lookup.missing()),
                List.of());
    }

    /** One point a minute, oldest first, the last in the minute of now; '-' is a minute without one. */
    private static Evidence said(String minutes) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < minutes.length(); i++) {
            if (minutes.charAt(i) != '-') {
                Instant at = Instant.parse("2026-03-01T12:00:00Z").minusSeconds(60L * (minutes.length() - 1 - i));
                points.add(new Point(at, minutes.charAt(i) - '0'));
            }
        }
        return new Evidence.Points(points);
    }

    private static Decision decide(Evidence evidence, Duration draining) {
        Instant created = NOW.minus(Duration.ofDays(9));
        return Planner.plan(snapshot(draining(KEY, created, NOW.minus(draining), evidence)), POLICY)
                .decisions()
                .get(0);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1111, READY",
        "0001111, READY",
        "11111111, READY",
        "111, NOT_READY",
        "1101, NOT_READY",
        "1110, NOT_READY",
        "11-11, NOT_READY",
        "111-1, NOT_READY",
        "1111-, READY",
        "1111---, READY",
        "11111-----, NOT_READY",
        "11111----------, NOT_READY",
        "2222, NOT_READY",
        "-, NO_METRIC"
    })
    void readinessIsKClosedMinutesInARowAndARecentLaterOne(String minutes, Reason reason) {
        assertThat(decide(said(minutes), Duration.ofHours(1)).reason()).isEqualTo(reason);
    }

    @ParameterizedTest(name = "started {0} s ago, and so did another that says {1}: {2}")
    @CsvSource({
        "481, none, NO_METRIC",
        "480, none, NOT_READY",
        "481, 0, NOT_READY",
        "481, unread, NOT_READY",
        "481, unasked, NO_METRIC"
    })
    void onlyWhereNoTaskThatIsOldEnoughHasAPointTheMetricIsMissing(int seconds, String other, Reason reason) {
        Draft draft = Draft.of("v1");
        draft.tasks = Optional.of(Observed.known(List.of(started("a", seconds), started("b", seconds))));
        draft.evidence = Map.of(
                "a",
                new Evidence.Points(List.of()),
                "b",
                switch (other) {
                    case "unread" -> new Evidence.Unread("throttled");
                    case "unasked" -> new Evidence.NotAsked(Optional.of("a"));
                    default -> other.equals("0") ? said("0") : new Evidence.Points(List.of());
                });

        Decision decision =
                Planner.plan(Draft.snapshot(draft), POLICY).decisions().get(0);
        assertThat(decision.reason()).isEqualTo(reason);
        assertThat(decision.blockers()).isNotEmpty();
    }

    @ParameterizedTest(name = "draining for {0} s: {1}")
    @CsvSource({"481, NO_METRIC", "480, NOT_READY"})
    void aTaskMayBeSilentUntilItDrains(int seconds, Reason reason) {
        assertThat(decide(said("-"), Duration.ofSeconds(seconds)).reason()).isEqualTo(reason);
    }

    private static TaskView started(String id, int secondsAgo) {
        return new TaskView(
                "task/" + id, id, "RUNNING", "RUNNING", Optional.of(Draft.ago(Duration.ofSeconds(secondsAgo))));
    }

    @Test
    void pointsFromBeforeTheDrainAreNoEvidence() {
        assertThat(decide(said("11111111"), Duration.ofSeconds(150)).reason()).isEqualTo(Reason.NOT_READY);
        assertThat(decide(said("11111111"), Duration.ofSeconds(250)).reason()).isEqualTo(Reason.READY);
    }

    @Test
    void whatCouldNotBeReadIsNotReadyButYieldsToAge() {
        Evidence unread = new Evidence.Unread("PartialData");
        assertThat(decide(unread, Duration.ofHours(47)).reason()).isEqualTo(Reason.OBSERVATION_INCOMPLETE);
        assertThat(decide(null, Duration.ofHours(47)).reason()).isEqualTo(Reason.OBSERVATION_INCOMPLETE);
        Decision forced = decide(unread, Duration.ofHours(49));
        assertThat(forced.reason()).isEqualTo(Reason.MAX_AGE);
        assertThat(forced.detail()).contains("MAX_AGE exceeded");
        assertThat(forced.retires()).isTrue();
        assertThat(forced.actions()).noneMatch(Action.LowerDeregistrationDelay.class::isInstance);
    }

    @Test
    void ageCountsFromTheDrainNotFromTheCreationNineDaysAgo() {
        assertThat(decide(said("0000"), Duration.ofMinutes(10)).reason()).isEqualTo(Reason.NOT_READY);
    }

    @ParameterizedTest
    @CsvSource({"1101", "0000", "1111-------", "-", "1"})
    void whyATaskBlocksIsSaidWithoutATimeForTheReportAddsSinceWhen(String minutes) {
        Blocker blocker = decide(said(minutes), Duration.ofHours(1)).blockers().get(0);
        assertThat(blocker.why()).doesNotContain("since", "2026-");
    }

    @Test
    void theReportSaysWhichTaskBlocksAndSinceWhen() {
        Blocker blocker = decide(said("1100"), Duration.ofHours(1)).blockers().get(0);
        assertThat(blocker.taskId()).isEqualTo("t");
        assertThat(blocker.since()).contains(Instant.parse("2026-03-01T11:59:00Z"));
    }

    @Test
    void aReasonIsMetInLowerCaseWithHyphens() {
        assertThat(Reason.AWAITING_PARKED_EVIDENCE.word()).isEqualTo("awaiting-parked-evidence");
    }

    @Test
    void aYoungServiceIsNotRetired() {
        Deployment young = draining(KEY, NOW.minusSeconds(119), NOW.minusSeconds(119), said("1111"));
        assertThat(Planner.plan(snapshot(young), POLICY).decisions().get(0).reason())
                .isEqualTo(Reason.TOO_YOUNG);
    }

    @Test
    void theYoungestDrainingDeploymentIsKeptByItsCreationNotByItsId() {
        Deployment older = draining(
                new DeploymentKey("app", "z"), NOW.minus(Duration.ofDays(3)), NOW.minusSeconds(3600), said("11111"));
        Deployment younger = draining(
                new DeploymentKey("app", "a"), NOW.minus(Duration.ofDays(2)), NOW.minusSeconds(3600), said("11111"));
        assertThat(Planner.plan(snapshot(older, younger), Policies.keepingPrevious(1))
                        .decisions())
                .extracting(Decision::reason)
                .containsExactly(Reason.KEEP_PREVIOUS, Reason.READY);
    }

    @Test
    void aTargetGroupOnALoadBalancerWhereNothingSeenLeadsToItMakesItsRoutesUnknown() {
        Draft draft = Draft.of("v1");
        draft.attached = true;
        Decision decision = Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
        assertThat(decision.reason()).isEqualTo(Reason.ROUTE_UNKNOWN);
        assertThat(decision.detail()).contains("none of its rules and default actions names it");
        assertThat(decision.retires()).isFalse();
    }
}
