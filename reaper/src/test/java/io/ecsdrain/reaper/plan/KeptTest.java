package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With KEEP_PREVIOUS_SCALED=false the previous deployment costs no task, and is there for a rollback all the same. */
class KeptTest {

    private static final ReaperPolicy AT_ZERO = Policies.keepingPreviousAtZero(1);

    private final Draft previous = Draft.of("v2");
    private final Draft older = Draft.of("v1");

    KeptTest() {
        older.created = Draft.ago(Duration.ofDays(9));
    }

    private static Draft atZero(Draft draft) {
        draft.desired = 0;
        return draft.parkedRule("r-" + draft.key.id(), Draft.ago(Duration.ofMinutes(30)))
                .tag(Tags.DESIRED_COUNT, "2")
                .tasks();
    }

    private static Decision decide(ReaperPolicy policy, Draft asked, Draft... others) {
        Draft[] all = new Draft[others.length + 1];
        all[0] = asked;
        System.arraycopy(others, 0, all, 1, others.length);
        return Planner.plan(Draft.snapshot(all), policy).decisions().stream()
                .filter(decision -> decision.key().equals(asked.key))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> words(Decision decision) {
        return decision.actions().stream().map(Action::word).toList();
    }

    @Test
    void thePreviousOneIsScaledToZeroAsAnyOtherButMarkedRightBefore() {
        Decision decision = decide(AT_ZERO, previous, older);

        assertThat(decision.reason()).isEqualTo(Reason.READY);
        assertThat(words(decision)).endsWith("MarkKept", "ScaleToZero");
        assertThat(words(decide(AT_ZERO, older, previous)))
                .contains("ScaleToZero")
                .doesNotContain("MarkKept");
        assertThat(words(decide(ReaperPolicy.DEFAULT, previous, older))).doesNotContain("MarkKept");
    }

    @Test
    void sessionsKeepItAsTheyKeepAnyOther() {
        previous.says = 0;

        assertThat(decide(AT_ZERO, previous).reason()).isEqualTo(Reason.NOT_READY);
        assertThat(words(decide(AT_ZERO, previous))).doesNotContain("MarkKept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "", "?"})
    void atZeroTheMarkKeepsItWhateverItsValue(String value) {
        atZero(previous);
        assertThat(decide(AT_ZERO, previous).reason()).isEqualTo(Reason.DRAINED);

        previous.tag(Tags.KEPT, value);

        assertThat(decide(AT_ZERO, previous).reason()).isEqualTo(Reason.KEEP_PREVIOUS);
        assertThat(decide(AT_ZERO, previous).detail()).isEqualTo("kept at zero tasks for a rollback");
        assertThat(decide(AT_ZERO, previous).actions()).allMatch(Action::isUpkeep);
    }

    @Test
    void aRunThatWasToldOfNoKeepPreviousKeepsItToo() {
        atZero(previous).tag(Tags.KEPT, "true");

        assertThat(decide(ReaperPolicy.DEFAULT, previous).reason()).isEqualTo(Reason.KEEP_PREVIOUS);
    }

    @Test
    void itGoesOnceAYoungerOneIsThePreviousOne() {
        atZero(older).tag(Tags.KEPT, "true");
        assertThat(decide(AT_ZERO, older, previous).reason()).isEqualTo(Reason.DRAINED);
        assertThat(decide(Policies.keepingPreviousAtZero(2), older, previous).reason())
                .isEqualTo(Reason.KEEP_PREVIOUS);

        atZero(previous).tag(Tags.KEPT, "true");
        assertThat(decide(AT_ZERO, older, previous).reason()).isEqualTo(Reason.DRAINED);
        assertThat(decide(AT_ZERO, previous, older).reason()).isEqualTo(Reason.KEEP_PREVIOUS);
    }

    @Test
    void atZeroItKeepsItsPlaceBeforeAnOlderOneThatIsScaled() {
        atZero(previous).tag(Tags.KEPT, "true");

        assertThat(words(decide(AT_ZERO, older, previous)))
                .contains("ScaleToZero")
                .doesNotContain("MarkKept");
        assertThat(decide(Policies.keepingPrevious(1), older, previous).reason())
                .isEqualTo(Reason.READY);
    }

    @Test
    void aDeletionThatHasBegunGoesOn() {
        atZero(previous).tag(Tags.KEPT, "true").tag(Tags.STATE, "retired");

        assertThat(words(decide(AT_ZERO, previous))).endsWith("DeleteService");
    }

    @Test
    void tasksThatStillStopAreNamed() {
        atZero(previous).tag(Tags.KEPT, "true").tasks(Draft.task("t1", "STOPPING"));

        assertThat(decide(AT_ZERO, previous).reason()).isEqualTo(Reason.TASKS_STOPPING);
    }

    @Test
    void oneThatIsLiveAgainLosesTheMark() {
        previous.state("active", 3, Draft.ago(Duration.ofMinutes(5))).tag(Tags.KEPT, "true");

        assertThat(words(decide(AT_ZERO, previous))).contains("RestoreOriginals");
    }
}
