package io.ecsdrain.sidecar.drain;

import static io.ecsdrain.contract.DeploymentState.ACTIVE;
import static io.ecsdrain.contract.DeploymentState.DRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** How often a task reads its parameters, before and after it was throttled. */
class PollPaceTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final DrainPolicy policy = policy(5);
    private DrainState state = DrainState.initial(T0);

    private static DrainPolicy policy(int poll) {
        return new RulesDraft().poll(Duration.ofSeconds(poll)).policy();
    }

    private void read(DeploymentState said, long second) {
        state = policy.next(state, new DrainSignal.Read(said, T0, 1), T0.plusSeconds(second));
    }

    private void fail(ReadProblem problem, long second) {
        state = policy.next(state, new DrainSignal.ReadFailed(problem, "because"), T0.plusSeconds(second));
    }

    private long pause(long second) {
        return policy.pollPause(state, T0.plusSeconds(second)).toSeconds();
    }

    @ParameterizedTest
    @EnumSource(value = ReadProblem.class, mode = Mode.EXCLUDE, names = "THROTTLED")
    void nothingElseThanThrottlingChangesIt(ReadProblem problem) {
        read(ACTIVE, 0);
        assertThat(pause(0)).isEqualTo(5);
        for (int second = 5; second <= 30; second += 5) {
            fail(problem, second);
            assertThat(pause(second)).isEqualTo(5);
        }
    }

    /** It happens in any account that others share, and is over with the next read. */
    @Test
    void twoRefusalsInARowChangeNothing() {
        read(ACTIVE, 0);
        for (int second = 10; second <= 100; second += 30) {
            fail(ReadProblem.THROTTLED, second);
            fail(ReadProblem.THROTTLED, second + 10);
            assertThat(pause(second + 10)).isEqualTo(5);
            read(ACTIVE, second + 20);
            assertThat(pause(second + 20)).isEqualTo(5);
        }
    }

    private void crowd(long second) {
        for (int refused = 0; refused < DrainState.CROWDED_READS; refused++) {
            fail(ReadProblem.THROTTLED, second);
        }
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, 33, 150", "DRAINING, 5, 33"})
    void aTaskWhoseReadsAreThrottledInARowReadsLessOftenForHours(DeploymentState said, long refused, long regular) {
        read(said, 0);
        crowd(5);
        assertThat(pause(5)).isEqualTo(refused);
        read(said, 10);
        assertThat(pause(10)).isEqualTo(regular);
        long hours = PollPace.CROWDED.toSeconds();
        assertThat(pause(5 + hours - 1)).isEqualTo(regular);
        assertThat(pause(5 + hours)).isEqualTo(5);
    }

    @Test
    void aPaceThatIsSlowerAnywayStays() {
        read(ACTIVE, 0);
        crowd(5);
        assertThat(policy(300).pollPause(state, T0.plusSeconds(5))).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, 1, 30", "DRAINING, 1, 6", "ACTIVE, 60, 150", "DRAINING, 60, 60"})
    void howMuchLessOftenGoesByThePollThatWasSet(DeploymentState said, int poll, long regular) {
        read(said, 0);
        crowd(5);
        read(said, 10);
        assertThat(policy(poll).pollPause(state, T0.plusSeconds(10)).toSeconds())
                .isEqualTo(regular);
    }

    /** Else every view between two such reads would call itself stale; and a refusal makes no reading newer. */
    @Test
    void aViewIsStaleAfterThreeReadsAtThePaceThatHeldWhenItWasRead() {
        read(DRAINING, 0);
        crowd(5);
        assertThat(isStale(15)).isFalse();
        assertThat(isStale(16)).isTrue();
        read(DRAINING, 20);
        assertThat(isStale(20 + 99)).isFalse();
        assertThat(isStale(20 + 100)).isTrue();
    }

    private boolean isStale(long second) {
        return policy.view(state, T0.plusSeconds(second)).stale();
    }
}
