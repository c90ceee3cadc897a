package io.ecsdrain.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.sidecar.drain.DrainPhase;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits, without a socket: what can happen between two lines of a request. */
class LongPollsTest {

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final PolicySource source = new PolicySource();
    private final LongPolls polls = new LongPolls(LongPolls.MOST_WAITERS, timers, Runnable::run, source::view);

    @AfterEach
    void stop() {
        timers.shutdownNow();
    }

    @Test
    void newsThatCameBetweenTheLookAndTheRegistrationIsNotLost() {
        DrainPhase seen = source.view().phase();
        source.signal(DrainServerTest.draining(1));
        polls.changed();

        var answer = polls.await(seen, false, Duration.ofMinutes(1)).answer();

        assertThat(answer).isCompleted();
        assertThat(answer.join().phase()).isEqualTo(DrainPhase.DRAINING);
        assertThat(polls.waiting()).isZero();
    }
}
