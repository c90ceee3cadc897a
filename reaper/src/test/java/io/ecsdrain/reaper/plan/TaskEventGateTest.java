package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Plan;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stopped task is reason to look further only at a service that has nothing left to do but to be deleted. */
class TaskEventGateTest {

    private final Draft draft = Draft.of("v1");

    private ServiceView service() {
        return draft.deployment().service().orElseThrow();
    }

    @ParameterizedTest(name = "{0}, desired {1}, tagged {2}: {3}")
    @CsvSource({
        "ACTIVE, 0, draining, ",
        "ACTIVE, 0, retired, ",
        "ACTIVE, 0, active, not tagged draining",
        "ACTIVE, 0, deploying, not tagged draining",
        "ACTIVE, 0, odd, not tagged draining",
        "ACTIVE, 1, draining, its desired count is 1",
        "DRAINING, 0, draining, it is DRAINING"
    })
    void openForWhatDrainsAtZero(String status, int desired, String tag, String closed) {
        draft.status = status;
        draft.desired = desired;
        draft.tag(Tags.STATE, tag);
        Optional<String> why = TaskEventGate.closed(service(), ReaperPolicy.DEFAULT);
        if (closed == null) {
            assertThat(why).isEmpty();
        } else {
            assertThat(why).hasValueSatisfying(text -> assertThat(text).contains(closed));
        }
    }

    @Test
    void closedWhereNothingIsToBeDeleted() {
        draft.desired = 0;
        assertThat(TaskEventGate.closed(service(), Policies.retireOnly())).contains("RETIRE_ONLY forbids its deletion");
    }

    @Test
    void closedUntilTheLastTaskHasStopped() {
        assertThat(TaskEventGate.closed(List.of(Draft.task("a", "STOPPED"), Draft.task("b", "STOPPING"))))
                .contains("1 of its tasks not stopped yet");
        assertThat(TaskEventGate.closed(List.of(Draft.task("a", "STOPPED")))).isEmpty();
        assertThat(TaskEventGate.closed(List.of())).isEmpty();
    }

    @Test
    void ofThePlanForItsNameOnlyItsOwnDecisionIsCarriedOut() {
        Plan plan = Planner.plan(Draft.snapshot(draft, Draft.of("v2")), ReaperPolicy.DEFAULT);
        Plan only = plan.only(Set.of(draft.key));
        assertThat(only.decisions()).extracting(Decision::key).containsExactly(draft.key);
        assertThat(only.takenAt()).isEqualTo(plan.takenAt());
        assertThat(only.disagreeing()).isEqualTo(plan.disagreeing());
        assertThat(only.remarks()).isEqualTo(plan.remarks());
    }
}
