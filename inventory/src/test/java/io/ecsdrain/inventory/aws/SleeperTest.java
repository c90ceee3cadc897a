package io.ecsdrain.inventory.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SleeperTest {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Sleeper INTERRUPTED = pause -> {
        throw new InterruptedException();
    };

    private final List<Duration> slept = new ArrayList<>();

    @Test
    void aPauseGoesOnUnlessTheProgramIsToEnd() {
        Sleeper sleeper = slept::add;

        assertThat(sleeper.pause(PAUSE)).isTrue();
        sleeper.pauseOrEnd(PAUSE);
        assertThat(slept).containsExactly(PAUSE, PAUSE);
    }

    @Test
    void anInterruptedPauseSaysSoAndTheThreadRemembersIt() {
        assertThat(INTERRUPTED.pause(PAUSE)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void workThatEndsWithTheProgramEndsAndTheThreadRemembersIt() {
        assertThatThrownBy(() -> INTERRUPTED.pauseOrEnd(PAUSE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
