package io.ecsdrain.sidecar.drain;

import static io.ecsdrain.contract.DeploymentState.ACTIVE;
import static io.ecsdrain.contract.DeploymentState.DRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrainPolicyTest extends UnderAPolicy {

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
                        OptionalInt.empty(),
                        0,
                        false,
                        false,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty()));
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
    void theWriteThatItKnowsIsTheNewestThatItRead() {
        read(ACTIVE, 1, 0);
        read(DRAINING, 2, 5);
        fail(ReadProblem.UNREACHABLE, 6);
        read(ACTIVE, 1, 7);

        assertThat(at(7).stateWrite()).contains("2@" + WRITTEN.plusSeconds(2));
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
}
