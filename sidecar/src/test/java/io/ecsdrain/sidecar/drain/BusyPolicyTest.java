package io.ecsdrain.sidecar.drain;

import static io.ecsdrain.contract.DeploymentState.DRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sessions, and the silence of those who report them. */
class BusyPolicyTest extends UnderAPolicy {

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
    void withRequireBusySilenceIsNotReadiness() {
        DrainPolicy strict = policy(true);
        state = strict.next(state, new DrainSignal.Read(DRAINING, WRITTEN, 1), T0);
        assertThat(strict.view(state, T0.plusSeconds(9999)).shutdownReady()).isFalse();

        state = strict.next(state, report("a", 0), T0.plusSeconds(9999));
        assertThat(strict.view(state, T0.plusSeconds(9999)).shutdownReady()).isTrue();
    }

    @Test
    void aReporterWithoutSessionsTakesNoPlaceOfOneThatHasSome() {
        read(DRAINING, 1, 0);
        for (int i = 0; i < 64; i++) {
            busy("r" + i, 0, 0);
        }
        busy("worker", 12, 1);

        assertThat(at(31).busy()).isEqualTo(12);
        assertThat(at(31).busyUnknown()).isFalse();
        assertThat(at(31).shutdownReady()).isFalse();
    }

    @Test
    void theSixtyFifthReporterWithSessionsIsNotCountedAndHoldsReadinessForAsLongAsItsReportWouldHave() {
        read(DRAINING, 1, 0);
        for (int i = 0; i < 64; i++) {
            busy("r" + i, 1, 0);
        }
        assertThat(policy.admits(state, told("new", 5), instant(1))).isFalse();
        assertThat(policy.admits(state, told("new", 0), instant(1))).isTrue();
        assertThat(policy.admits(state, told("r0", 5), instant(1))).isTrue();
        busy("new", 5, 1);
        for (int i = 0; i < 64; i++) {
            busy("r" + i, 0, 40);
        }

        assertThat(at(40).busy()).isZero();
        assertThat(at(40).busyUnknown()).isTrue();
        assertThat(at(1 + 60 + 599).shutdownReady()).isFalse();
        assertThat(policy.nextTurn(state, instant(40))).contains(instant(1 + 60 + 600));
        assertThat(at(1 + 60 + 600).busyUnknown()).isFalse();
        assertThat(at(1 + 60 + 600).shutdownReady()).isTrue();
    }
}
