package io.ecsdrain.reaper.plan.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutedTest {

    private static Executed executed(Outcome... outcomes) {
        Decision decision = new Decision(new DeploymentKey("app", "v1"), Reason.READY, "ready", List.of(), List.of());
        return new Executed(
                decision,
                Arrays.stream(outcomes)
                        .map(outcome -> new Executed.Step(new Action.DeleteFence(), outcome))
                        .toList());
    }

    @Test
    void convergeFollowsWhereAtLeastOneActionWasDone() {
        assertThat(executed(Outcome.GONE, Outcome.DONE).wrote()).isTrue();
        assertThat(executed(Outcome.GONE, new Outcome.Stale("it is active")).wrote())
                .isFalse();
        assertThat(executed().wrote()).isFalse();
    }

    @Test
    void oneFailedActionIsEnoughToFail() {
        assertThat(executed(Outcome.DONE, new Outcome.Failed("AccessDenied")).failed())
                .isTrue();
        assertThat(executed(Outcome.DONE, Outcome.GONE, Outcome.TIME_IS_UP).failed())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "3, 7", "10, 0", "12, 0"})
    void whatARunHasRetiredIsTakenFromItsLimitAndNothingElseChanges(int retired, int left) {
        ReaperPolicy usual = ReaperPolicy.DEFAULT;

        assertThat(usual.after(retired))
                .isEqualTo(new ReaperPolicy(
                        usual.consecutive(),
                        usual.period(),
                        usual.minAge(),
                        usual.maxAge(),
                        usual.maxAgeFrom(),
                        usual.keepPrevious(),
                        usual.keepPreviousScaled(),
                        usual.retireOnly(),
                        left,
                        usual.deployTimeout()));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void eachReasonSaysWhatItMeansAndWhatToDo(Reason reason) {
        assertThat(reason.meaning()).endsWith(".");
        assertThat(reason.toDo()).isNotBlank();
    }
}
