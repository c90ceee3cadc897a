package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy.MaxAgeFrom;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions that depend on what was there before: stamps, earlier deployments, half-done retirements. */
class PlannerTest {

    private static List<Decision> plan(ReaperPolicy policy, Draft... drafts) {
        return Planner.plan(Draft.snapshot(drafts), policy).decisions();
    }

    private static Decision decide(Draft draft) {
        return plan(ReaperPolicy.DEFAULT, draft).get(0);
    }

    /** The stamp is 60 hours old; the parameter was written an hour ago. MAX_AGE is 48 hours. */
    @ParameterizedTest(name = "noted {0}, read version {1}: {2}")
    @CsvSource({
        "2@2026-02-27T00:00:30Z, 2, NOT_READY",
        "2@2026-02-27T00:00:30Z, 3, MAX_AGE",
        "2@2026-02-27T00:00:30Z, 4, NOT_READY",
        "2@2026-02-27T00:00:30Z, 1, NOT_READY",
        "2@2026-03-01T11:00:30Z, 2, MAX_AGE",
        "2@2026-03-01T11:30:30Z, 3, NOT_READY",
        "2@soon, 3, NOT_READY",
        "two, 3, NOT_READY",
        ", 3, NOT_READY"
    })
    void anOldStampCountsOnlyIfNoWriteInBetweenCanHaveMadeItActive(String seen, int version, Reason reason) {
        Draft draft = Draft.of("v1")
                .state("draining", version, Draft.ago(Duration.ofHours(1)))
                .tag(Tags.DRAIN_STARTED_AT, Draft.ago(Duration.ofHours(60)).toString());
        draft.says = 0;
        if (seen != null) {
            draft.tag(Tags.DRAIN_SEEN, seen);
        }
        assertThat(decide(draft).reason()).isEqualTo(reason);
    }

    @Test
    void aNewDrainIsStampedAnewAndAWriteThatChangedNothingIsNotedUnderTheOldTime() {
        Instant old = Draft.ago(Duration.ofHours(9));
        Instant written = Draft.ago(Duration.ofHours(1));
        Draft draft = Draft.of("v1")
                .state("draining", 4, written)
                .tag(Tags.DRAIN_STARTED_AT, old.toString())
                .tag(Tags.DRAIN_SEEN, "2@" + old);
        assertThat(decide(draft).actions()).contains(new Action.StampDrainStart("arn:v1", written, "4@" + written));
        draft.tag(Tags.DRAIN_SEEN, "3@" + old);
        assertThat(decide(draft).actions()).contains(new Action.StampDrainStart("arn:v1", old, "4@" + written));
        draft.tag(Tags.DRAIN_SEEN, "4@" + written);
        assertThat(decide(draft).actions()).noneMatch(Action.StampDrainStart.class::isInstance);
    }

    @Test
    void aStampMakesNoEvidenceOfWhatWasSaidBeforeTheLastWrite() {
        Instant old = Draft.ago(Duration.ofHours(9));
        Draft draft = Draft.of("v1")
                .state("draining", 3, Draft.ago(Duration.ofSeconds(100)))
                .tag(Tags.DRAIN_STARTED_AT, old.toString())
                .tag(Tags.DRAIN_SEEN, "2@" + old);
        assertThat(decide(draft).reason()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void theStartOfTheDrainIsKnownWhileItDrains() {
        Instant old = Draft.ago(Duration.ofHours(9));
        Draft draft = Draft.of("v1").state("draining", 2, Draft.ago(Duration.ofHours(1)));
        assertThat(DrainStart.of(draft.deployment(), Draft.NOW)).contains(Draft.ago(Duration.ofHours(1)));
        draft.tag(Tags.DRAIN_STARTED_AT, old.toString())
                .tag(Tags.DRAIN_SEEN, DrainStart.note(draft.parameter.found().orElseThrow()));
        assertThat(DrainStart.of(draft.deployment(), Draft.NOW)).contains(old);
        draft.state("active", 3, Draft.NOW);
        assertThat(DrainStart.of(draft.deployment(), Draft.NOW)).isEmpty();
        draft.parameter = Lookup.missing();
        assertThat(DrainStart.of(draft.deployment(), Draft.NOW)).isEmpty();
    }

    @Test
    void maxAgeZeroMeansAtOnce() {
        Draft draft = Draft.of("v1").state("draining", 2, Draft.ago(Duration.ofMillis(1)));
        draft.says = 0;
        assertThat(plan(Policies.maxAge(Optional.of(Duration.ZERO), MaxAgeFrom.DRAINING), draft)
                        .get(0)
                        .reason())
                .isEqualTo(Reason.MAX_AGE);
    }

    @Test
    void onlyWhatCanBeGoneBackToIsKeptAsThePreviousOne() {
        Draft previous = Draft.of("v1");
        Draft scaledDown = Draft.of("v2");
        scaledDown.desired = 0;
        scaledDown.created = Draft.ago(Duration.ofDays(4));
        Draft neverLive = Draft.of("v3")
                .state("draining", 1, Draft.ago(Duration.ofHours(1)))
                .tag(Tags.CREATED_AT, Draft.ago(Duration.ofDays(3)).toString());
        neverLive.created = Draft.ago(Duration.ofDays(3));
        Draft older = Draft.of("v0");
        older.created = Draft.ago(Duration.ofDays(9));
        assertThat(plan(Policies.keepingPrevious(1), previous, scaledDown, neverLive, older))
                .extracting(Decision::reason)
                .containsExactly(Reason.READY, Reason.KEEP_PREVIOUS, Reason.DRAINED, Reason.READY);
    }

    @Test
    void oneThatIsOlderThanTheSidecarIsKeptThoughItsFirstWordWasDraining() {
        Draft draft = Draft.of("v1").state("draining", 1, Draft.ago(Duration.ofHours(1)));
        assertThat(plan(Policies.keepingPrevious(1), draft).get(0).reason()).isEqualTo(Reason.KEEP_PREVIOUS);
    }

    @ParameterizedTest(name = "delay now {0}, tag {1}, says {2}: released {3}")
    @CsvSource({"10, 300, 0, true", "10, 300, 1, false", "300, 300, 0, false", "10, , 0, false", "10, soon, 0, false"})
    void aLoweredDelayIsGivenBackUnlessItIsReadyStill(int delay, String tag, double says, boolean released) {
        Draft draft = Draft.of("v1");
        draft.delay = delay;
        draft.says = says;
        if (tag != null) {
            draft.groupTags.put(Tags.DEREGISTRATION_DELAY, tag);
        }
        assertThat(decide(draft).actions().contains(new Action.ReleaseHold("arn:v1", List.of("tg/app/v1"))))
                .isEqualTo(released);
    }

    @Test
    void aForcedRetirementGivesTheDelayBackFirst() {
        Draft draft = Draft.of("v1").state("draining", 2, Draft.ago(Duration.ofHours(50)));
        draft.delay = 10;
        draft.says = 0;
        draft.groupTags.put(Tags.DEREGISTRATION_DELAY, "300");
        Decision decision = decide(draft);
        assertThat(decision.reason()).isEqualTo(Reason.MAX_AGE);
        List<String> words = decision.actions().stream().map(Action::word).toList();
        assertThat(words).contains("ReleaseHold", "ScaleToZero");
        assertThat(words.indexOf("ReleaseHold")).isLessThan(words.indexOf("ScaleToZero"));
    }

    @ParameterizedTest(name = "{0} suspended, was {1}: released {2}")
    @CsvSource({
        "in+out+scheduled, none, true",
        "in+out, none, true",
        "in+scheduled, none, false",
        "in, none, false",
        "in+scheduled, out, false",
        "in+out+scheduled, out+scheduled, false",
        "in+out, , false"
    })
    void scaleOutIsLetGoForOneThatGoesOnDraining(String now, String was, boolean released) {
        Draft draft = Draft.of("v1");
        draft.says = 0;
        draft.scaling = Lookup.of(new ScalingView(
                "service/v1", 1, 4, now.contains("in"), now.contains("out"), now.contains("scheduled")));
        if (was != null) {
            draft.tag(Tags.SCALING_WAS, was);
        }
        assertThat(decide(draft).actions().stream().anyMatch(Action.ReleaseHold.class::isInstance))
                .isEqualTo(released);
    }

    @ParameterizedTest
    @CsvSource({"draining", "active", "Draining"})
    void aParameterWhoseServiceIsAnothersIsReportedAndLeftAlone(String value) {
        Draft living = Draft.of(new DeploymentKey("app-eu", "d1"));
        Draft leftover = Draft.of("eu-d1").state(value, 1, Draft.ago(Duration.ofDays(30)));
        leftover.service = false;
        List<Decision> decisions = plan(ReaperPolicy.DEFAULT, leftover, living);
        assertThat(decisions).extracting(Decision::reason).containsExactly(Reason.CONTRADICTORY_TAGS, Reason.READY);
        assertThat(decisions.get(0).actions()).isEmpty();
        assertThat(decisions.get(0).detail())
                .contains("svc-app-eu-d1 is tagged for app-eu/d1", "delete by hand /apps/app/eu-d1/state");
    }
}
