package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.ReadProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParameterPollerTest {

    private static final DrainSignal READ = new DrainSignal.Read(DeploymentState.ACTIVE, Instant.EPOCH, 1);

    private final List<DrainSignal> seen = new ArrayList<>();
    private DrainSignal answer = READ;
    private Duration interval = Duration.ofSeconds(5);
    private final ParameterPoller poller = new ParameterPoller(() -> answer, seen::add, () -> interval);

    @Test
    void tasksThatStartTogetherDoNotPollTogether() {
        List<Duration> waits =
                IntStream.range(0, 200).mapToObj(i -> poller.poll()).toList();

        assertThat(waits).allMatch(wait -> !isOutside(wait, 4, 6));
        assertThat(waits.stream().distinct()).hasSizeGreaterThan(100);
        assertThat(seen).hasSize(200);
    }

    @Test
    void throttlingIsAnsweredWithPatienceThatDoublesAndEndsAtTheFirstAnswer() {
        answer = failed(ReadProblem.THROTTLED);
        for (int[] range : new int[][] {{8, 12}, {16, 24}, {32, 48}, {48, 72}, {48, 72}}) {
            assertThat(poller.poll()).matches(wait -> !isOutside(wait, range[0], range[1]), range[0] + " s or more");
        }

        answer = READ;
        assertThat(poller.poll()).matches(wait -> !isOutside(wait, 4, 6));
    }

    @Test
    void theIntervalIsAskedForAfterEachRead() {
        poller.poll();
        interval = Duration.ofSeconds(30);

        assertThat(poller.poll()).matches(wait -> !isOutside(wait, 24, 36));
    }

    @ParameterizedTest
    @EnumSource(names = "THROTTLED", mode = EnumSource.Mode.EXCLUDE)
    void otherProblemsDoNotDelayTheNextPoll(ReadProblem problem) {
        answer = failed(problem);
        poller.poll();

        assertThat(poller.poll()).matches(wait -> !isOutside(wait, 4, 6));
        assertThat(seen).containsExactly(answer, answer);
    }

    private static boolean isOutside(Duration wait, int least, int most) {
        return wait.compareTo(Duration.ofSeconds(least)) < 0 || wait.compareTo(Duration.ofSeconds(most)) > 0;
    }

    private static DrainSignal failed(ReadProblem problem) {
        return new DrainSignal.ReadFailed(problem, "no");
    }
}
