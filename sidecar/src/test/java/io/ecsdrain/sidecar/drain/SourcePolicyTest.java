package io.ecsdrain.sidecar.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A source of session counts that is asked: what is known of it decides whether a task is ready. */
class SourcePolicyTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SOURCE = "@connections";

    private final DrainPolicy policy = policy(false, SOURCE);
    private DrainState state = DrainState.initial(T0);

    private static DrainPolicy policy(boolean requireBusy, String... sources) {
        return new RulesDraft()
                .grace(Duration.ofSeconds(10))
                .requireBusy(requireBusy)
                .sources(sources)
                .policy();
    }

    private void draining() {
        state = policy.next(state, new DrainSignal.Read(DeploymentState.DRAINING, T0, 1), T0);
    }

    private DrainView looked(SourceReading reading, long second) {
        state = policy.next(state, new DrainSignal.Looked(SOURCE, reading), T0.plusSeconds(second));
        return at(second);
    }

    private DrainView at(long second) {
        return policy.view(state, T0.plusSeconds(second));
    }

    @Test
    void aSourceThatWasNeverReadIsNotZero() {
        draining();

        assertThat(at(1000).shutdownReady()).isFalse();
        assertThat(at(1000).busyUnknown()).isTrue();
        assertThat(at(1000).counts()).isEqualTo(Map.of(SOURCE, OptionalInt.empty()));
    }

    @Test
    void itsSessionsKeepTheTaskAndItsZeroLetsItGo() {
        draining();

        assertThat(looked(new SourceReading.Count(3, true), 20).busy()).isEqualTo(3);
        assertThat(at(20).shutdownReady()).isFalse();
        assertThat(looked(new SourceReading.Count(0, true), 25).shutdownReady()).isTrue();
        assertThat(looked(new SourceReading.Count(1, true), 30).shutdownReady()).isFalse();
    }

    @Test
    void fromWhereItsSessionsComeIsToldWhileTheTaskDrainsAndThatIsKnown() {
        SourceReading reading = new SourceReading.Count(3, true, Map.of("10.0.0.1", 3));

        assertThat(looked(reading, 0).peers()).as("not draining").isEmpty();
        draining();
        assertThat(looked(reading, 20).peers()).isEqualTo(Map.of("10.0.0.1", 3));
        assertThat(looked(new SourceReading.Unreadable("no table"), 25).peers()).isEmpty();
    }

    @Test
    void aFailedReadIsNotZeroAndSaysWhy() {
        draining();
        looked(new SourceReading.Count(0, true), 20);

        DrainView failed = looked(new SourceReading.Unreadable("no such table"), 25);

        assertThat(failed.shutdownReady()).isFalse();
        assertThat(failed.busyStale()).isTrue();
        assertThat(failed.busyUnknown()).isTrue();
        assertThat(failed.problems()).isEqualTo(Map.of(SOURCE, "no such table"));
        assertThat(looked(new SourceReading.Count(0, true), 30).shutdownReady()).isTrue();
    }

    @Test
    void whatWasReadThreeLooksAgoIsKnownNoMoreAndTheWaitersAreTold() {
        draining();
        looked(new SourceReading.Count(0, true), 20);

        // Three times the poll of 5 seconds and the 2 that a look may take.
        assertThat(policy.nextTurn(state, T0.plusSeconds(20))).contains(T0.plusSeconds(41));
        assertThat(at(40).shutdownReady()).isTrue();
        assertThat(at(41).shutdownReady()).isFalse();
        assertThat(at(41).counts()).isEqualTo(Map.of(SOURCE, OptionalInt.empty()));
        assertThat(at(41).problems().get(SOURCE)).contains("not read since 2026-01-01T00:00:20Z");
    }

    @Test
    void reportersAndSourcesAddUp() {
        draining();
        state = policy.next(
                state, new DrainSignal.Busy(new BusyReport("w1", 12, Duration.ofSeconds(60))), T0.plusSeconds(20));

        DrainView view = looked(new SourceReading.Count(3, true), 20);

        assertThat(view.busy()).isEqualTo(15);
        assertThat(view.counts()).isEqualTo(Map.of(SOURCE, OptionalInt.of(3), "w1", OptionalInt.of(12)));
    }

    @Test
    void aReadSourceIsTheReportThatIsRequired() {
        DrainPolicy required = policy(true, SOURCE);
        state = required.next(state, new DrainSignal.Read(DeploymentState.DRAINING, T0, 1), T0);
        state = required.next(
                state, new DrainSignal.Looked(SOURCE, new SourceReading.Count(0, true)), T0.plusSeconds(20));

        assertThat(required.view(state, T0.plusSeconds(20)).shutdownReady()).isTrue();
    }

    @Test
    void aSourceThatIsNotConfiguredDoesNotCount() {
        DrainPolicy none = policy(false);
        state = none.next(state, new DrainSignal.Read(DeploymentState.DRAINING, T0, 1), T0);
        state = none.next(state, new DrainSignal.Looked(SOURCE, new SourceReading.Count(7, true)), T0.plusSeconds(20));

        assertThat(none.view(state, T0.plusSeconds(20)).busy()).isZero();
    }

    /** A session may have begun since, and the grace is there for it. */
    @Test
    void aReadingFromBeforeTheEndOfTheGraceMakesNoTaskReady() {
        draining();

        assertThat(looked(new SourceReading.Count(0, true), 9).shutdownReady()).isFalse();
        assertThat(at(11).shutdownReady()).isFalse();
        assertThat(looked(new SourceReading.Count(0, true), 12).shutdownReady()).isTrue();
    }

    @Test
    void aZeroThatIsNotSettledIsUnknown() {
        draining();

        DrainView view = looked(new SourceReading.Count(0, false), 20);

        assertThat(view.shutdownReady()).isFalse();
        assertThat(view.busyUnknown()).isTrue();
        assertThat(view.counts()).isEqualTo(Map.of(SOURCE, OptionalInt.of(0)));
    }

    @Test
    void aSourceThatShowsNothingYetIsUnknownAndNotStale() {
        draining();

        DrainView view = looked(new SourceReading.NotYet("nothing on port 8080"), 20);

        assertThat(view.shutdownReady()).isFalse();
        assertThat(view.busyStale()).isFalse();
        assertThat(view.problems()).isEqualTo(Map.of(SOURCE, "nothing on port 8080"));
    }

    @Test
    void sourcesAreLookedAtEverySecondToFiveWhateverThePoll() {
        assertThat(rules(Duration.ofMillis(10)).pace()).isEqualTo(Duration.ofSeconds(1));
        assertThat(rules(Duration.ofSeconds(3)).pace()).isEqualTo(Duration.ofSeconds(3));
        assertThat(rules(Duration.ofHours(1)).pace()).isEqualTo(Duration.ofSeconds(5));
    }

    private static DrainRules rules(Duration poll) {
        return new RulesDraft().poll(poll).rules();
    }
}
