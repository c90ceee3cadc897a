package io.ecsdrain.sidecar.drain;

import static io.ecsdrain.contract.DeploymentState.ACTIVE;
import static io.ecsdrain.contract.DeploymentState.DRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long there must be no session before a task is ready: a client that reloads comes back within it. */
class QuietTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SOURCE = "@connections";

    private final DrainPolicy policy = new RulesDraft()
            .grace(Duration.ofSeconds(30))
            .quiet(Duration.ofSeconds(20))
            .policy();
    private final DrainPolicy looking = new RulesDraft()
            .grace(Duration.ofSeconds(30))
            .quiet(Duration.ofSeconds(20))
            .sources(SOURCE)
            .policy();
    private DrainState state = DrainState.initial(T0);

    @Test
    void aTaskThatHadNoSessionWaitsForItsGraceAlone() {
        read(DRAINING, 1, 0);

        assertReadyFrom(policy, 30, 1);
        assertThat(at(policy, 0).quietRemainingSeconds()).hasValue(0);
    }

    @Test
    void itCountsFromTheLastSession() {
        read(DRAINING, 1, 0);
        report("a", 2, 10);
        assertThat(at(policy, 25).quietRemainingSeconds()).hasValue(20);
        report("b", 1, 38);
        report("a", 0, 40);
        report("b", 0, 43);

        assertThat(at(policy, 43).quietRemainingSeconds()).hasValue(20);
        assertThat(at(policy, 62.5).quietRemainingSeconds()).hasValue(1);
        assertReadyFrom(policy, 63, 43);
        assertThat(at(policy, 63).quietRemainingSeconds()).hasValue(0);
    }

    @Test
    void aSessionThatWasOverLongBeforeTheEndOfTheGraceHoldsNothingUp() {
        read(ACTIVE, 1, 0);
        assertThat(at(policy, 0).quietRemainingSeconds()).isEmpty();
        report("a", 2, 1);
        report("a", 0, 5);
        read(DRAINING, 2, 10);

        assertReadyFrom(policy, 40, 11);
    }

    @Test
    void aZeroThatIsToldAgainIsNoSession() {
        read(DRAINING, 1, 0);
        report("a", 1, 10);
        report("a", 0, 40);
        report("a", 0, 59);

        assertReadyFrom(policy, 60, 59);
    }

    /** No signal tells that a report ran out, and one that comes long after it must not make it look younger. */
    @Test
    void aReportThatRanOutIsASessionUntilItIsForgotten() {
        read(DRAINING, 1, 0);
        report("a", 1, 10);
        assertReadyFrom(policy, 10 + 60 + 600 + 20, 10);
        DrainState before = state;

        read(DRAINING, 1, 671);
        report("b", 0, 675);
        assertReadyFrom(policy, 690, 675);

        state = before;
        report("b", 0, 1000);
        assertThat(at(policy, 1000).shutdownReady()).isTrue();
    }

    @Test
    void aReportWithoutAPlaceIsASessionToo() {
        read(DRAINING, 1, 0);
        for (int i = 0; i < 64; i++) {
            report("r" + i, 1, 1);
        }
        report("one-more", 1, 2);
        for (int i = 0; i < 64; i++) {
            report("r" + i, 0, 3);
        }

        assertReadyFrom(policy, 2 + 60 + 600 + 20, 3);
    }

    @Test
    void whatASourceShowedLastsUntilItShowsAZero() {
        read(DRAINING, 1, 0);
        looked(new SourceReading.Count(1, true), 20);
        looked(new SourceReading.Unreadable("gone"), 25);
        looked(new SourceReading.Count(0, false), 50);
        looked(new SourceReading.Count(0, true), 65);

        assertThat(at(looking, 69.9).shutdownReady()).isFalse();
        assertThat(looking.nextTurn(state, instant(65))).contains(instant(70));
        assertThat(at(looking, 70).shutdownReady()).isTrue();
    }

    @Test
    void aSourceThatFailsBetweenTwoZerosShowedNoSession() {
        read(DRAINING, 1, 0);
        looked(new SourceReading.Count(0, true), 35);
        looked(new SourceReading.Unreadable("gone"), 40);

        looked(new SourceReading.Count(0, true), 45);
        assertThat(at(looking, 45).shutdownReady()).isTrue();
    }

    @Test
    void aSessionThatCameBackAfterReadyBeginsItAnew() {
        read(DRAINING, 1, 0);
        assertThat(at(policy, 40).shutdownReady()).isTrue();

        report("a", 1, 41);
        report("a", 0, 42);
        assertReadyFrom(policy, 62, 42);
    }

    private void assertReadyFrom(DrainPolicy under, double second, double known) {
        assertThat(at(under, second - 0.001).shutdownReady()).isFalse();
        assertThat(at(under, second).shutdownReady()).isTrue();
        Instant look = instant(known);
        while (look.isBefore(instant(second))) {
            look = under.nextTurn(state, look).orElseThrow();
        }
        assertThat(look).as("the turn is foretold").isEqualTo(instant(second));
    }

    private void read(DeploymentState said, long version, double second) {
        next(new DrainSignal.Read(said, T0.minusSeconds(100 - version), version), second);
    }

    private void report(String reporter, int count, double second) {
        next(new DrainSignal.Busy(new BusyReport(reporter, count, Duration.ofSeconds(60))), second);
    }

    private void looked(SourceReading reading, double second) {
        next(new DrainSignal.Looked(SOURCE, reading), second);
    }

    private void next(DrainSignal signal, double second) {
        state = (signal instanceof DrainSignal.Looked ? looking : policy).next(state, signal, instant(second));
    }

    private DrainView at(DrainPolicy under, double second) {
        return under.view(state, instant(second));
    }

    private static Instant instant(double second) {
        return T0.plusMillis(Math.round(second * 1000));
    }
}
