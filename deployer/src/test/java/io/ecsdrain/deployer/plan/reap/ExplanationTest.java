package io.ecsdrain.deployer.plan.reap;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.reaper.plan.Outlook;
import io.ecsdrain.reaper.plan.Outlook.TaskOutlook;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ReaperPolicy POLICY = ReaperPolicy.DEFAULT;
    private static final TaskOutlook READY = new TaskOutlook("t1", Optional.empty());
    private static final TaskOutlook BUSY =
            new TaskOutlook("t2", Optional.of(new Blocker("t2", Optional.empty(), "it reports sessions")));

    private static Outlook outlook(
            boolean atZero,
            Optional<Instant> earliest,
            boolean slides,
            Optional<Instant> latest,
            TaskOutlook... tasks) {
        Decision decision = Decision.keep(new DeploymentKey("app", "v1"), Reason.NOT_READY, "");
        return new Outlook(
                decision, Optional.of(NOW), Optional.empty(), List.of(tasks), atZero, earliest, slides, false, latest);
    }

    private static Explanation of(Outlook outlook, ReaperPolicy policy) {
        return Explanation.of(outlook, NOW, policy);
    }

    private static ReaperPolicy withoutMaxAge() {
        return new ReaperPolicy(
                POLICY.consecutive(),
                POLICY.period(),
                POLICY.minAge(),
                Optional.empty(),
                POLICY.maxAgeFrom(),
                POLICY.keepPrevious(),
                POLICY.keepPreviousScaled(),
                POLICY.retireOnly(),
                POLICY.maxRetirements(),
                POLICY.deployTimeout());
    }

    @Test
    void whatIsToComeHoldsIfNoSessionComes() {
        Optional<Instant> later = Optional.of(NOW.plusSeconds(60));
        Explanation explanation = of(outlook(false, later, false, later, READY), POLICY);

        assertThat(explanation.earliestAt()).isEqualTo(later);
        assertThat(explanation.earliest()).isEqualTo("if its tasks have no session from now on");
        assertThat(explanation.latest()).isEqualTo("ready or not (MAX_AGE_HR)");
    }

    @Test
    void whatIsDueComesWithTheNextRun() {
        assertThat(of(outlook(false, Optional.of(NOW), false, Optional.empty(), READY), POLICY)
                        .earliest())
                .isEqualTo("with the next run");
    }

    @Test
    void aTimeThatMovesOnIsNotNamed() {
        Outlook one = outlook(false, Optional.of(NOW.plusSeconds(60)), true, Optional.empty(), READY, BUSY);
        assertThat(of(one, POLICY).earliestAt()).isEmpty();
        assertThat(of(one, POLICY).earliest())
                .isEqualTo("cannot be told while 1 of 2 tasks is not ready: 3 periods of 60 s after the last of them"
                        + " is, at the soonest");

        Outlook two = outlook(false, Optional.of(NOW.plusSeconds(60)), true, Optional.empty(), BUSY, BUSY);
        assertThat(of(two, POLICY).earliest()).contains("2 of 2 tasks are not ready");
    }

    @Test
    void withoutATimeItSaysWhatHasToChangeFirst() {
        Explanation blocked = of(outlook(false, Optional.empty(), false, Optional.empty(), BUSY), POLICY);
        assertThat(blocked.earliest()).isEqualTo("not while it is not-ready");
        assertThat(blocked.latest()).isEqualTo("not while it is not-ready");

        Explanation atZero = of(outlook(true, Optional.empty(), false, Optional.empty()), POLICY);
        assertThat(atZero.earliest()).isEqualTo("it is scaled to zero already");
        assertThat(atZero.latest()).isEqualTo("it is scaled to zero already");
    }

    @Test
    void withoutAMaximumAgeOnlyReadinessEndsIt() {
        Optional<Instant> later = Optional.of(NOW.plusSeconds(60));
        assertThat(of(outlook(false, later, false, Optional.empty(), READY), withoutMaxAge())
                        .latest())
                .isEqualTo("never without being ready (MAX_AGE_HR=never)");
        assertThat(of(outlook(false, later, false, Optional.empty(), READY), POLICY)
                        .latest())
                .isEqualTo("not while it is not-ready");
        assertThat(of(outlook(false, Optional.empty(), false, Optional.empty(), READY), withoutMaxAge())
                        .latest())
                .isEqualTo("not while it is not-ready");
    }
}
