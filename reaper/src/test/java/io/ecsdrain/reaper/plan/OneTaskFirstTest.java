package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom to ask first, and when not to ask the others: examples of what its properties say of every cluster. */
class OneTaskFirstTest {

    private static final Evidence NOT_ASKED = new Evidence.NotAsked(Optional.empty());

    private final Draft draft = Draft.of("v1");
    private final Map<DeploymentKey, String> lastBlockers = new HashMap<>();

    @BeforeEach
    void threeTasksOfWhichTheSecondStartedLast() {
        draft.tasks = Optional.of(
                Observed.known(List.of(started("a", 60), started("b", 10), started("c", 30), started("gone", 5))));
        draft.evidence = new HashMap<>(Map.of("a", NOT_ASKED, "b", NOT_ASKED, "c", NOT_ASKED));
    }

    private static TaskView started(String id, int minutesAgo) {
        String status = id.equals("gone") ? "STOPPED" : "RUNNING";
        return new TaskView("task/" + id, id, status, status, Optional.of(Draft.ago(Duration.ofMinutes(minutesAgo))));
    }

    private static Evidence points(double says, Instant newest) {
        return new Evidence.Points(List.of(new Evidence.Point(newest, says)));
    }

    private Set<String> next() {
        ClusterSnapshot soFar = Draft.snapshot(draft);
        return new OneTaskFirst(ReaperPolicy.DEFAULT, lastBlockers).next(soFar).getOrDefault(draft.key, Set.of());
    }

    @Test
    void theTaskThatStartedLastIsAskedFirstForItsGraceIsOverLast() {
        assertThat(next()).containsExactly("b");
    }

    @Test
    void oneThatHasNotStartedYetWouldBeLaterStill() {
        draft.tasks = Optional.of(Observed.known(
                List.of(new TaskView("task/a", "a", "PENDING", "RUNNING", Optional.empty()), started("b", 10))));
        draft.evidence = Map.of("a", NOT_ASKED, "b", NOT_ASKED);
        assertThat(next()).containsExactly("a");
    }

    @Test
    void theLastKnownBlockerIsAskedBeforeItUnlessItIsGone() {
        lastBlockers.put(draft.key, "c");
        assertThat(next()).containsExactly("c");
        lastBlockers.put(draft.key, "gone");
        assertThat(next()).containsExactly("b");
    }

    @ParameterizedTest(name = "{0}, parked {1}: asks {2}")
    @CsvSource({
        "ready, false, a c",
        "busy, false, ''",
        "silent, false, ''",
        "unread, false, ''",
        "ready, true, a c",
        "busy, true, ''",
        "zero, false, ''",
        "zero, true, a c",
        "silent, true, a c",
        "unread, true, a c"
    })
    void theOthersAreAskedOnlyWhereTheFirstAnswerLeavesItOpen(String answer, boolean parked, String asked) {
        draft.evidence.put(
                "b",
                switch (answer) {
                    case "ready" -> points(1, Draft.ago(Duration.ofSeconds(30)));
                    case "busy" ->
                        new Evidence.Points(List.of(
                                new Evidence.Point(Draft.ago(Duration.ofSeconds(90)), 1),
                                new Evidence.Point(Draft.ago(Duration.ofSeconds(30)), 0)));
                    case "zero" -> points(0, Draft.ago(Duration.ofSeconds(30)));
                    case "silent" -> points(1, Draft.ago(Duration.ofMinutes(30)));
                    default -> new Evidence.Unread("PartialData");
                });
        if (parked) {
            draft.parkedRule("parked", Draft.ago(Duration.ofMinutes(40)));
        }
        assertThat(next()).isEqualTo(asked.isEmpty() ? Set.of() : Set.of(asked.split(" ")));
    }

    @Test
    void noTaskIsAskedWhereTheDecisionDoesNotRestOnReadiness() {
        draft.state("active", 3, Draft.ago(Duration.ofHours(1)));
        assertThat(next()).isEmpty();
        draft.state("draining", 4, Draft.ago(Duration.ofHours(1))).created = Draft.ago(Duration.ofSeconds(9));
        assertThat(next()).isEmpty();
    }

    @Test
    void oneThatGoesByItsAgeIsAskedForItMayBeReadyAndKeepItsSessions() {
        draft.state("draining", 2, Draft.ago(Duration.ofHours(50)));
        assertThat(next()).containsExactly("b");
    }

    @Test
    void aTaskThatHasAnsweredIsNotAskedAgain() {
        Evidence ready = points(1, Draft.ago(Duration.ofSeconds(30)));
        draft.evidence = Map.of("a", ready, "b", ready, "c", ready);
        assertThat(next()).isEmpty();
    }
}
