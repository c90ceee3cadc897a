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
    void withRequireBusyNobodysSilenceIsNotReadiness() {
        DrainPolicy strict = policy(true);
        state = strict.next(state, new DrainSignal.Read(DRAINING, WRITTEN, 1), T0);
        assertThat(strict.view(state, T0.plusSeconds(9999)).shutdownReady()).isFalse();

        state = strict.next(state, report("a", 0), T0.plusSeconds(9999));
        assertThat(strict.view(state, T0.plusSeconds(9999)).shutdownReady()).isTrue();
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
}
