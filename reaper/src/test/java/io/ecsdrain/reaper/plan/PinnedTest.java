package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person has pinned stays, whatever its tasks say and however old it is. */
class PinnedTest {

    private final Draft draining = Draft.of("v1");

    @BeforeEach
    void itHasDrainedForDays() {
        draining.created = Draft.ago(Duration.ofDays(30));
        draining.state("draining", 2, Draft.ago(Duration.ofDays(9)));
    }

    private Decision decide() {
        return Planner.plan(Draft.snapshot(draining), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
    }

    private static String in(Duration time) {
        return Draft.NOW.plus(time).toString();
    }

    @Test
    void itIsNotRetiredHoweverReadyAndOldItIs() {
        assertThat(decide().reason()).isEqualTo(Reason.READY);

        draining.tag(Tags.PINNED_UNTIL, in(Duration.ofHours(1)));

        assertThat(decide().reason()).isEqualTo(Reason.PINNED);
        assertThat(decide().detail()).isEqualTo("it is pinned until " + in(Duration.ofHours(1)));
        assertThat(decide().actions()).allMatch(Action::isUpkeep);
    }

    @Test
    void itsClientsFindTheWayAgainIfTheyWereLedAway() {
        draining.parkedRule("r1", Draft.ago(Duration.ofMinutes(30))).tag(Tags.PINNED_UNTIL, Tags.FOREVER);

        assertThat(decide().reason()).isEqualTo(Reason.PINNED);
        assertThat(decide().actions()).anyMatch(Action.UnparkRules.class::isInstance);
    }

    @Test
    void atDesiredZeroItIsNotDeletedAndItsClientsStayLedAway() {
        draining.parkedRule("r1", Draft.ago(Duration.ofMinutes(30)))
                .tag(Tags.DESIRED_COUNT, "2")
                .tasks();
        draining.desired = 0;
        assertThat(decide().reason()).isEqualTo(Reason.DRAINED);

        draining.tag(Tags.PINNED_UNTIL, Tags.FOREVER).surplus = 1;

        assertThat(decide().reason()).isEqualTo(Reason.PINNED);
        assertThat(decide().actions()).noneMatch(Action.UnparkRules.class::isInstance);
        assertThat(decide().actions()).allMatch(Action::isUpkeep);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "forever", "Forever", "tomorrow", "2026-13-01T00:00:00Z", "24h"})
    void aValueThatIsNoTimeIsAPinWithoutAnEnd(String text) {
        draining.tag(Tags.PINNED_UNTIL, text);

        assertThat(decide().reason()).isEqualTo(Reason.PINNED);
    }

    @Test
    void itsAgeCountsFromTheEndOfThePin() {
        Duration limit = ReaperPolicy.DEFAULT.maxAge().orElseThrow();
        draining.tasks(Draft.task("t1", "PENDING"))
                .tag(Tags.PINNED_UNTIL, in(limit.negated().plusSeconds(60)));
        assertThat(decide().reason()).isNotEqualTo(Reason.MAX_AGE);

        draining.tag(Tags.PINNED_UNTIL, in(limit.negated().minusSeconds(60)));

        assertThat(decide().reason()).isEqualTo(Reason.MAX_AGE);
        assertThat(decide().detail()).startsWith("MAX_AGE exceeded: unpinned for " + (limit.toSeconds() + 60) + " s");
    }

    @Test
    void aPinThatEndedBeforeTheDrainBeganChangesNothing() {
        draining.state("draining", 3, Draft.ago(Duration.ofHours(1))).says = 0;
        Decision unpinned = decide();
        draining.tag(Tags.PINNED_UNTIL, in(Duration.ofDays(-20)));

        assertThat(decide()).isEqualTo(unpinned);
        assertThat(unpinned.reason()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void anActiveOneIsActiveWhateverItsPinSays() {
        draining.state("active", 3, Draft.ago(Duration.ofHours(1)));
        draining.tag(Tags.PINNED_UNTIL, Tags.FOREVER);

        assertThat(decide().reason()).isEqualTo(Reason.ACTIVE);
    }
}
