package io.ecsdrain.sidecar.drain;

import static io.ecsdrain.contract.DeploymentState.ACTIVE;
import static io.ecsdrain.contract.DeploymentState.DRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrainPolicyTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant WRITTEN = T0.minusSeconds(100);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final DrainPolicy policy = policy(false);
    private DrainState state = DrainState.initial(T0);

    @Test
    void isUnknownBeforeTheFirstRead() {
        DrainView view = policy.view(state, T0);

        assertThat(view)
                .isEqualTo(new DrainView(
                        DrainPhase.UNKNOWN,
                        false,
                        false,
                        Optional.empty(),
                        OptionalInt.empty(),
                        0,
                        false,
                        Optional.empty(),
                        false,
                        false));
    }

    @Test
    void activeTakesSessionsAndIsNeverReady() {
        read(ACTIVE, 1, 0);

        assertThat(at(1000).phase()).isEqualTo(DrainPhase.ACTIVE);
        assertThat(at(1000).draining()).isFalse();
        assertThat(at(1000).shutdownReady()).isFalse();
        assertThat(at(1000).graceRemainingSeconds()).isEmpty();
    }

    @Test
    void drainingIsSinceTheParametersDateButTheGraceCountsFromWhenThisProcessSawIt() {
        read(DRAINING, 2, 5);

        assertThat(at(5).drainingSince()).contains(WRITTEN.plusSeconds(2));
        assertThat(at(5).graceRemainingSeconds()).hasValue(30);
        assertThat(at(34.5).graceRemainingSeconds()).hasValue(1);
        assertThat(at(34.999).shutdownReady()).isFalse();
        assertThat(at(35).shutdownReady()).isTrue();
        assertThat(at(35).graceRemainingSeconds()).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(ReadProblem.class)
    void aFailedReadKeepsTheLastStateWhateverItWas(ReadProblem problem) {
        fail(problem, 1);
        assertThat(at(1).phase()).isEqualTo(DrainPhase.UNKNOWN);

        read(ACTIVE, 1, 2);
        fail(problem, 3);
        assertThat(at(3).phase()).isEqualTo(DrainPhase.ACTIVE);

        read(DRAINING, 2, 4);
        fail(problem, 5);
        assertThat(at(5).phase()).isEqualTo(DrainPhase.DRAINING);
        assertThat(at(34).shutdownReady()).isTrue();
    }

    @Test
    void activeAgainResetsAndTheNextDrainWaitsAFullGraceAgain() {
        read(DRAINING, 2, 0);
        read(ACTIVE, 3, 40);
        assertThat(at(40).phase()).isEqualTo(DrainPhase.ACTIVE);
        assertThat(at(40).shutdownReady()).isFalse();
        assertThat(at(40).drainingSince()).isEmpty();
        assertThat(at(40).everDrained()).isTrue();

        read(DRAINING, 4, 50);
        assertThat(at(79).shutdownReady()).isFalse();
        assertThat(at(80).shutdownReady()).isTrue();
        assertThat(at(80).drainingSince()).contains(WRITTEN.plusSeconds(4));
    }

    @Test
    void aRewriteOfDrainingDoesNotBeginTheGraceAgain() {
        read(DRAINING, 2, 0);
        read(DRAINING, 3, 20);

        assertThat(at(30).shutdownReady()).isTrue();
        assertThat(at(30).drainingSince()).contains(WRITTEN.plusSeconds(2));
    }

    @Test
    void anActiveThatMayHaveBeenMissedBetweenTwoReadsBeginsTheGraceAgain() {
        read(DRAINING, 2, 0);
        read(DRAINING, 4, 20);

        assertThat(at(49).shutdownReady()).isFalse();
        assertThat(at(50).shutdownReady()).isTrue();
    }

    @Test
    void aReadOlderThanOneAlreadySeenIsNoChangeOfMind() {
        read(DRAINING, 2, 0);
        read(ACTIVE, 1, 5);
        assertThat(at(5).phase()).isEqualTo(DrainPhase.DRAINING);
        assertThat(state.problem()).contains(ReadProblem.OUTDATED);

        read(ACTIVE, 3, 6);
        read(DRAINING, 2, 7);
        assertThat(at(7).phase()).isEqualTo(DrainPhase.ACTIVE);
    }

    @Test
    void sessionsHoldReadinessAndTakeItBack() {
        read(DRAINING, 1, 0);
        busy("a", 2, 10);
        assertThat(at(31).shutdownReady()).isFalse();
        assertThat(at(31).busy()).isEqualTo(2);

        busy("a", 0, 32);
        assertThat(at(32).shutdownReady()).isTrue();

        busy("b", 1, 33);
        assertThat(at(33).shutdownReady()).isFalse();
    }

    @Test
    void silenceOfAReporterIsNotZeroUntilItIsForgotten() {
        read(DRAINING, 1, 0);
        busy("a", 2, 0);

        assertThat(at(59).busyStale()).isFalse();
        assertThat(at(60).busyStale()).isTrue();
        assertThat(at(60 + 599).shutdownReady()).isFalse();
        assertThat(at(60 + 599).busy()).isEqualTo(2);
        assertThat(at(60 + 600).shutdownReady()).isTrue();
        assertThat(at(60 + 600).busyStale()).isFalse();
    }

    @Test
    void withRequireBusyNobodysSilenceIsNotReadiness() {
        DrainPolicy strict = policy(true);
        state = strict.next(state, new DrainSignal.Read(DRAINING, WRITTEN, 1), T0);
        assertThat(strict.view(state, T0.plusSeconds(9999)).shutdownReady()).isFalse();

        state = strict.next(state, report("a", 0), T0.plusSeconds(9999));
        assertThat(strict.view(state, T0.plusSeconds(9999)).shutdownReady()).isTrue();
    }

    @Test
    void stoppingKeepsReadinessAsItWas() {
        read(DRAINING, 1, 0);
        DrainState draining = state;
        next(new DrainSignal.Stop(), 10);
        assertThat(at(100).phase()).isEqualTo(DrainPhase.STOPPING);
        assertThat(at(100).draining()).isTrue();
        assertThat(at(100).shutdownReady()).isFalse();
        assertThat(at(100).graceRemainingSeconds()).isEmpty();

        state = draining;
        next(new DrainSignal.Stop(), 40);
        busy("late", 3, 41);
        read(ACTIVE, 2, 42);
        next(new DrainSignal.Stop(), 43);
        assertThat(at(43).phase()).isEqualTo(DrainPhase.STOPPING);
        assertThat(at(43).shutdownReady()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(DeploymentState.class)
    void isStaleAfterThreePollsWithoutASuccessfulRead(DeploymentState said) {
        assertThat(at(15).stale()).isFalse();
        assertThat(at(15.001).stale()).isTrue();

        read(said, 1, 20);
        fail(ReadProblem.UNREACHABLE, 30);
        assertThat(at(35).stale()).isFalse();
        assertThat(at(36).stale()).isTrue();
        assertThat(at(36).observedAt()).contains(T0.plusSeconds(20));
    }

    @Test
    void knowsWhenTimeAloneWillChangeReadiness() {
        assertThat(policy.nextTurn(state, T0)).isEmpty();

        read(DRAINING, 1, 0);
        busy("a", 1, 10);
        assertThat(policy.nextTurn(state, T0)).contains(T0.plusSeconds(30));
        assertThat(policy.nextTurn(state, T0.plusSeconds(30))).contains(T0.plusSeconds(10 + 60 + 600));
        assertThat(policy.nextTurn(state, T0.plusSeconds(700))).isEmpty();
    }

    @Test
    void theSixtyFifthReporterIsNotAdmittedUntilOneIsForgotten() {
        for (int i = 0; i < 64; i++) {
            busy("r" + i, i % 2, 0);
        }
        assertThat(policy.admits(state, "new", T0.plusSeconds(59))).isFalse();
        assertThat(policy.admits(state, "r0", T0.plusSeconds(59))).isTrue();
        busy("new", 5, 59);
        assertThat(at(59).busy()).isEqualTo(32);

        assertThat(policy.admits(state, "new", T0.plusSeconds(60))).isTrue();
        busy("new", 5, 60);
        assertThat(at(60).busy()).isEqualTo(37);
    }

    private static DrainPolicy policy(boolean requireBusy) {
        return new DrainPolicy(new DrainRules(GRACE, Duration.ofSeconds(600), requireBusy, Duration.ofSeconds(5)));
    }

    private static DrainSignal report(String reporter, int count) {
        return new DrainSignal.Busy(new BusyReport(reporter, count, Duration.ofSeconds(60)));
    }

    private void busy(String reporter, int count, double second) {
        next(report(reporter, count), second);
    }

    /** The parameter's date rises with its version, as in SSM. */
    private void read(DeploymentState said, long version, double second) {
        next(new DrainSignal.Read(said, WRITTEN.plusSeconds(version), version), second);
    }

    private void fail(ReadProblem problem, double second) {
        next(new DrainSignal.ReadFailed(problem, "because"), second);
    }

    private void next(DrainSignal signal, double second) {
        state = policy.next(state, signal, instant(second));
    }

    private DrainView at(double second) {
        return policy.view(state, instant(second));
    }

    private static Instant instant(double second) {
        return T0.plusMillis(Math.round(second * 1000));
    }
}
