package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service tagged deploying that never got a parameter; its time-out is an hour. */
class HalfCreatedTest {

    private final Draft draft = Draft.of("v1").tag(Tags.STATE, "deploying");

    @BeforeEach
    void itHasNoParameter() {
        draft.parameter = Lookup.missing();
    }

    private Decision decide(Draft draft) {
        return Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
    }

    @ParameterizedTest(name = "service {0}, tag {1} minutes old: {2}")
    @CsvSource({"60, 61, DEPLOYING", "61, 61, HALF_CREATED", "61, 60, DEPLOYING", "61, , HALF_CREATED"})
    void itsTimeCountsFromWhicheverIsLater(int service, Integer tag, Reason reason) {
        draft.created = Draft.ago(Duration.ofMinutes(service));
        if (tag != null) {
            draft.tag(Tags.CREATED_AT, Draft.ago(Duration.ofMinutes(tag)).toString());
        }
        assertThat(decide(draft).reason()).isEqualTo(reason);
    }

    @Test
    void itIsSaidThatItsTagAloneIsBelieved() {
        assertThat(decide(draft).detail())
                .startsWith(
                        "it has no state parameter, and its service's tag state=deploying is believed: a deploy did not"
                                + " finish; ");
    }

    @Test
    void withTasksItBecomesDraining() {
        Decision decision = decide(draft);
        assertThat(decision.reason()).isEqualTo(Reason.HALF_CREATED);
        assertThat(decision.actions()).containsExactly(new Action.MakeDraining(Grounds.HALF_CREATED, "arn:v1"));
    }

    @Test
    void tasksThatCouldNotBeReadAreNotNone() {
        draft.tasks = Optional.of(Observed.unknown("throttled"));
        Decision decision = decide(draft);
        assertThat(decision.reason()).isEqualTo(Reason.OBSERVATION_INCOMPLETE);
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void atZeroWithoutATaskItIsMarkedAndDeleted() {
        draft.desired = 0;
        Decision decision = decide(draft);
        assertThat(decision.reason()).isEqualTo(Reason.HALF_CREATED);
        assertThat(decision.actions())
                .extracting(Action::word)
                .containsExactly("MarkRetired", "DeleteTargetGroup", "DeleteService");
        assertThat(decision.actions().get(0))
                .isInstanceOfSatisfying(Action.MarkRetired.class, mark -> assertThat(mark.grounds())
                        .isEqualTo(Grounds.HALF_CREATED));
    }

    @Test
    void aHalfCreatedOneIsScaledDownWithItsOriginalsNotedAndItsScalingHeld() {
        draft.scaling = Lookup.of(new ScalingView("service/v1", 1, 4, false, false, false));
        Grounds half = Grounds.HALF_CREATED;
        assertThat(decide(draft).actions()).noneMatch(Action.ScaleToZero.class::isInstance);
        draft.running = false;
        Decision decision = decide(draft);
        assertThat(decision.actions())
                .startsWith(
                        new Action.WriteOriginals(half, "arn:v1", List.of("tg/app/v1")),
                        new Action.SuspendAllScaling(half, "arn:v1"))
                .last()
                .isInstanceOf(Action.ScaleToZero.class);
    }
}
