package io.ecsdrain.sidecar.drain;

import static io.ecsdrain.contract.DeploymentState.ACTIVE;
import static io.ecsdrain.contract.DeploymentState.DRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that begins knows no report that the one before it was told: for a full ttl silence is no zero. */
class SilenceTest extends UnderAPolicy {

    @ParameterizedTest(name = "told {0}, longest ttl {1}: unknown for {2} s")
    @CsvSource({
        // No reporter spoke: the ttl of a report that names none.
        "  ,    , 60",
        // Where one speaks once in ten minutes the others may too.
        "  , 600, 600",
        "  ,  10, 60",
        // Told to the process, which then knows better.
        " 0,    , 0",
        " 0, 600, 0",
        "90,    , 90",
        "90,  10, 90",
        "90, 600, 90",
    })
    void aYoungProcessIsNotReady(Integer told, Integer ttl, int unknown) {
        DrainPolicy young = policy(Optional.ofNullable(told).map(Duration::ofSeconds));
        DrainState drained = young.next(state, new DrainSignal.Read(DRAINING, WRITTEN, 7), T0);
        if (ttl != null) {
            drained = young.next(
                    drained, new DrainSignal.Busy(new BusyReport("a", 0, Duration.ofSeconds(ttl))), instant(1));
        }
        int ready = Math.max(unknown, 30);
        DrainView before = young.view(drained, instant(ready - 1));
        DrainView after = young.view(drained, instant(ready));

        assertThat(before.shutdownReady()).isFalse();
        assertThat(before.busyUnknown()).isEqualTo(unknown > ready - 1);
        assertThat(young.nextTurn(drained, instant(ready - 1))).contains(instant(ready));
        assertThat(after.shutdownReady()).isTrue();
        assertThat(after.busyUnknown()).isFalse();
        assertThat(young.nextTurn(drained, instant(ready))).isEmpty();
    }

    @Test
    void whetherItFoundActiveOrDrainingItKnowsNoMore() {
        DrainPolicy young = policy(Optional.empty());
        DrainState drained = young.next(state, new DrainSignal.Read(ACTIVE, WRITTEN, 7), T0);
        drained = young.next(drained, new DrainSignal.Read(DRAINING, WRITTEN.plusSeconds(1), 8), instant(5));

        assertThat(young.view(drained, instant(59)).shutdownReady()).isFalse();
        assertThat(young.view(drained, instant(60)).shutdownReady()).isTrue();
    }

    private static DrainPolicy policy(Optional<Duration> unknown) {
        return new RulesDraft().grace(GRACE).unknown(unknown).policy();
    }
}
