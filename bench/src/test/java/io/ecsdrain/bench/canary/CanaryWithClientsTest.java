package io.ecsdrain.bench.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmark with fewer clients: real ones, through the load balancer, to real processes. */
class CanaryWithClientsTest {

    private static final int CLIENTS = 1_000;
    private static final int SESSIONS = 20;

    private static final int WAVE = 50;

    /** So many standard deviations chance exceeds once in two million runs. */
    private static final double FAR = 5;

    @Test
    void newClientsAreSharedByWeightAndStayWhereTheyBegan() throws IOException {
        LedOver led = LedOver.play(CLIENTS);

        assertThat(led.ended().exit()).as(led.ended().err()).isZero();
        assertThat(led.steps()).extracting(LedOver.Step::percent).containsExactly(10, 50);
        assertThat(led.steps()).allSatisfy(step -> {
            assertThat(step.clients()).isEqualTo(CLIENTS);
            double deviation = Math.sqrt(step.percent() * (100.0 - step.percent()) / CLIENTS);
            assertThat(step.share()).isCloseTo(step.percent(), within(FAR * deviation));
        });
        assertUnharmed(led.counts());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aBadVersionIsEndedSoonAndCutsNoSession(Judge judge) throws IOException {
        Aborted aborted = Aborted.play(judge, SESSIONS, WAVE);

        assertThat(aborted.ended().exit()).as(aborted.ended().err()).isEqualTo(1);
        assertThat(aborted.ended().err()).contains("the canary v2 is ended: " + judge.said);
        assertThat(aborted.took()).isLessThanOrEqualTo(CanaryBench.MOST);
        assertThat(aborted.sessions()).isEqualTo(SESSIONS);
        assertThat(aborted.cut()).isZero();
        assertThat(aborted.laterOnCanary()).isZero();
        assertThat(aborted.counts().errors()).isPositive();
        assertUnharmed(aborted.counts());
    }

    private static void assertUnharmed(Tally.Counts counts) {
        assertThat(counts.failed()).as(counts.firstFailure()).isZero();
        assertThat(counts.moved()).isZero();
    }
}
