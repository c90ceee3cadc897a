package io.ecsdrain.sidecar.drain;

import static io.ecsdrain.contract.DeploymentState.ACTIVE;
import static io.ecsdrain.contract.DeploymentState.DRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.contract.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * When a task answers a fence, and what makes it forget its answer. The fence is seen at 100 s, long after the grace.
 */
class FenceAnswerTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SOURCE = "@connections";
    private static final Fence FENCE = fence('a', 2);

    private final DrainPolicy policy = policy();
    private DrainState state = DrainState.initial(T0);

    private static DrainPolicy policy(String... sources) {
        return new RulesDraft()
                .grace(Duration.ofSeconds(30))
                .quiet(Duration.ofSeconds(20))
                .settle(Duration.ofSeconds(30))
                .sources(sources)
                .policy();
    }

    private static Fence fence(char nonce, long version) {
        return new Fence(
                String.valueOf(nonce).repeat(32), StateWrite.of(version, T0.plusSeconds(version)), "0".repeat(64));
    }

    private void seen() {
        read(DRAINING, 2, Optional.empty(), 0);
        read(DRAINING, 2, Optional.of(FENCE), 100);
    }

    private void answered() {
        seen();
        assertThat(fenceAt(130)).contains(FENCE.nonce());
    }

    @Test
    void answersOnceItWatchedForAWholeSettleTime() {
        seen();

        assertThat(fenceAt(129.999)).isEmpty();
        assertThat(fenceAt(130)).contains(FENCE.nonce());
        assertThat(policy.nextTurn(state, instant(100))).contains(instant(130));
    }

    @Test
    void theTimeCountsFromWhenTheFenceWasWrittenHoweverLateItIsSeen() {
        read(DRAINING, 2, Optional.empty(), 0);
        read(DRAINING, 2, Optional.empty(), 90);
        read(20, 120);

        assertThat(fenceAt(129.999)).isEmpty();
        assertThat(fenceAt(130)).contains(FENCE.nonce());
    }

    @Test
    void butNotFromBeforeTheLastAnswerThatDidNotShowIt() {
        read(DRAINING, 2, Optional.empty(), 0);
        read(DRAINING, 2, Optional.empty(), 110);
        read(60, 120);
        assertThat(fenceAt(139.999)).isEmpty();
        assertThat(fenceAt(140)).contains(FENCE.nonce());

        fail(ReadProblem.OUTDATED, 150);
        read(60, 160);
        assertThat(fenceAt(179.999)).isEmpty();
        assertThat(fenceAt(180)).contains(FENCE.nonce());
    }

    @Test
    void norFromBeforeThisProcessSawTheDrain() {
        read(60, 100);
        assertThat(fenceAt(129.999)).isEmpty();
        assertThat(fenceAt(130)).contains(FENCE.nonce());
    }

    @Test
    void aSessionAfterItWasWrittenBeginsTheTimeAnewAlsoBeforeItIsSeen() {
        read(DRAINING, 2, Optional.empty(), 0);
        read(DRAINING, 2, Optional.empty(), 90);
        report(1, 105);
        report(0, 110);
        read(20, 120);

        // Its reporter speaks once in 60 s.
        assertThat(fenceAt(199.999)).isEmpty();
        assertThat(fenceAt(200)).contains(FENCE.nonce());
    }

    @Test
    void readingItAgainBeginsNothingAnew() {
        seen();
        read(DRAINING, 2, Optional.of(FENCE), 120);

        assertThat(fenceAt(130)).contains(FENCE.nonce());
    }

    @Test
    void aSessionBeginsTheTimeAnewAndIsToldAtOnce() {
        answered();
        report(1, 140);
        assertThat(fenceAt(140)).isEmpty();
        report(0, 150);

        assertThat(fenceAt(239.999)).isEmpty();
        assertThat(policy.nextTurn(state, instant(170))).contains(instant(240));
        assertThat(fenceAt(240)).contains(FENCE.nonce());
    }

    /** A reporter speaks once in its ttl, here of 60 s: that late it may tell of a client that came last of all. */
    @Test
    void anAnswerWaitsForTheLongestTtlOfAnyReportToo() {
        report(0, 0);
        seen();

        assertThat(fenceAt(189.999)).isEmpty();
        assertThat(fenceAt(190)).contains(FENCE.nonce());
    }

    @Test
    void aFenceThatComesInTheGraceIsAnsweredNoSoonerThanTheTaskIsReady() {
        DrainPolicy soon = new RulesDraft()
                .grace(Duration.ofSeconds(30))
                .quiet(Duration.ZERO)
                .settle(Duration.ofSeconds(10))
                .policy();
        state = soon.next(state, new DrainSignal.Read(DRAINING, T0.plusSeconds(2), 2, Optional.of(FENCE)), instant(0));

        assertThat(soon.view(state, instant(29.999)).fence()).isEmpty();
        assertThat(soon.view(state, instant(30)).fence()).contains(FENCE.nonce());
    }

    @Test
    void theFenceOfAnotherWriteIsNotAnswered() {
        read(DRAINING, 2, Optional.of(fence('a', 1)), 100);

        assertThat(fenceAt(1000)).isEmpty();
    }

    @Test
    void anotherFenceNoneAndAnotherWriteForgetTheAnswer() {
        answered();
        DrainState before = state;

        read(DRAINING, 2, Optional.of(fence('b', 2)), 140);
        assertThat(fenceAt(169.999)).isEmpty();
        assertThat(fenceAt(170)).contains("b".repeat(32));

        state = before;
        read(DRAINING, 2, Optional.empty(), 140);
        read(DRAINING, 2, Optional.of(FENCE), 141);
        assertThat(fenceAt(170.999)).isEmpty();
        assertThat(fenceAt(171)).contains(FENCE.nonce());

        state = before;
        read(DRAINING, 3, Optional.of(FENCE), 140);
        assertThat(fenceAt(1000)).isEmpty();

        state = before;
        read(ACTIVE, 3, Optional.of(fence('a', 3)), 140);
        assertThat(fenceAt(1000)).isEmpty();
    }

    /** The reaper compares the nonce with the fence that stands, so an old answer answers nothing. */
    @ParameterizedTest
    @EnumSource(
            value = ReadProblem.class,
            names = {"THROTTLED", "DENIED", "UNREACHABLE"})
    void aReadThatWasNotAnsweredKeepsIt(ReadProblem problem) {
        seen();
        fail(problem, 110);
        assertThat(fenceAt(130)).contains(FENCE.nonce());
        fail(problem, 140);

        assertThat(fenceAt(140)).contains(FENCE.nonce());
    }

    @ParameterizedTest
    @EnumSource(
            value = ReadProblem.class,
            mode = Mode.EXCLUDE,
            names = {"THROTTLED", "DENIED", "UNREACHABLE"})
    void aReadThatShowsNoSuchStateForgetsIt(ReadProblem problem) {
        answered();
        fail(problem, 140);
        assertThat(fenceAt(140)).isEmpty();
        read(DRAINING, 2, Optional.of(FENCE), 150);

        assertThat(fenceAt(179.999)).isEmpty();
        assertThat(fenceAt(180)).contains(FENCE.nonce());
    }

    @Test
    void aReplicaThatLagsBehindForgetsItAndKeepsTheState() {
        answered();
        read(ACTIVE, 1, Optional.empty(), 140);

        assertThat(fenceAt(140)).isEmpty();
        assertThat(policy.view(state, instant(140)).shutdownReady()).isTrue();
    }

    @Test
    void aTaskThatIsBeingStoppedAnswersNone() {
        answered();
        next(policy, new DrainSignal.Stop(), 140);

        assertThat(fenceAt(200)).isEmpty();
        assertThat(policy.view(state, instant(200)).shutdownReady()).isTrue();
    }

    @Test
    void aSourceHasToBeReadAfterTheSettleTime() {
        DrainPolicy looking = policy(SOURCE);
        seen();
        next(looking, new DrainSignal.Looked(SOURCE, new SourceReading.Count(0, true)), 129);
        assertThat(looking.view(state, instant(131)).shutdownReady()).isTrue();
        assertThat(looking.view(state, instant(131)).fence()).isEmpty();

        next(looking, new DrainSignal.Looked(SOURCE, new SourceReading.Count(0, true)), 132);
        assertThat(looking.view(state, instant(132)).fence()).contains(FENCE.nonce());
    }

    private void read(DeploymentState said, long version, Optional<Fence> fence, double second) {
        next(policy, new DrainSignal.Read(said, T0.plusSeconds(version), version, fence), second);
    }

    /** The fence is read, so old. */
    private void read(int age, double second) {
        next(
                policy,
                new DrainSignal.Read(DRAINING, T0.plusSeconds(2), 2, Optional.of(FENCE), Duration.ofSeconds(age)),
                second);
    }

    private void fail(ReadProblem problem, double second) {
        next(policy, new DrainSignal.ReadFailed(problem, "because"), second);
    }

    private void report(int count, double second) {
        next(policy, new DrainSignal.Busy(new BusyReport("a", count, Duration.ofSeconds(60))), second);
    }

    private void next(DrainPolicy under, DrainSignal signal, double second) {
        state = under.next(state, signal, instant(second));
    }

    private Optional<String> fenceAt(double second) {
        return policy.view(state, instant(second)).fence();
    }

    private static Instant instant(double second) {
        return T0.plusMillis(Math.round(second * 1000));
    }
}
