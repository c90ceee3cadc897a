package io.ecsdrain.inventory.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ParallelReadsTest {

    private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void answersComeInTheOrderOfTheQuestions(int width) {
        try (ParallelReads atOnce = new ParallelReads(width)) {
            assertThat(atOnce.each(TEN, each -> "a" + each))
                    .containsExactlyElementsOf(
                            TEN.stream().map(each -> "a" + each).toList());
            assertThat(atOnce.each(List.<Integer>of(), each -> each)).isEmpty();
        }
    }

    @Test
    void soManyAreReallyUnderWayAtOnceAndNeverMore() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier three = new CyclicBarrier(3);
        try (ParallelReads atOnce = new ParallelReads(3)) {
            atOnce.each(IntStream.range(0, 9).boxed().toList(), each -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                await(three);
                return now.decrementAndGet();
            });
        }
        assertThat(most).hasValue(3);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theCallerWaitsForEveryAnswerEvenIfInterrupted() {
        Thread asking = Thread.currentThread();
        AtomicBoolean over = new AtomicBoolean();
        CyclicBarrier both = new CyclicBarrier(2);
        try (ParallelReads atOnce = new ParallelReads(2)) {
            List<Integer> answers = atOnce.each(List.of(1, 2), each -> {
                await(both);
                if (Thread.currentThread() != asking) {
                    while (asking.getState() != Thread.State.WAITING && !over.get()) {
                        Thread.onSpinWait();
                    }
                    asking.interrupt();
                }
                return each;
            });
            over.set(true);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(answers).containsExactly(1, 2);
        }
    }

    @Test
    void twoThingsOfDifferentKindsAreBothDone() {
        List<String> done = new CopyOnWriteArrayList<>();
        try (ParallelReads atOnce = new ParallelReads(2)) {
            atOnce.all(() -> done.add("one"), () -> done.add("other"));
        }
        assertThat(done).containsExactlyInAnyOrder("one", "other");
    }

    @Test
    void questionsWithinQuestionsNeedNoFreeWorker() {
        try (ParallelReads atOnce = new ParallelReads(2)) {
            List<Integer> sums = atOnce.each(TEN, outer -> atOnce.each(TEN, inner -> outer * inner).stream()
                    .mapToInt(Integer::intValue)
                    .sum());
            assertThat(sums)
                    .containsExactlyElementsOf(
                            TEN.stream().map(each -> each * 45).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void afterAFailureNothingNewIsBegunAndTheFailureIsThrown(int width) {
        AtomicInteger begun = new AtomicInteger();
        try (ParallelReads atOnce = new ParallelReads(width)) {
            assertThatThrownBy(
                            () -> atOnce.each(IntStream.range(0, 1000).boxed().toList(), each -> {
                                begun.incrementAndGet();
                                throw new IllegalStateException("no");
                            }))
                    .hasMessage("no");
        }
        assertThat(begun.get()).isLessThanOrEqualTo(width);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anErrorReachesTheCallerAndNoThreadWaitsForEver(int width) {
        try (ParallelReads atOnce = new ParallelReads(width)) {
            assertThatThrownBy(() -> atOnce.each(TEN, each -> {
                        throw new StackOverflowError("deep");
                    }))
                    .isInstanceOf(StackOverflowError.class);
        }
    }

    /** The thread that answered beside the one that asked. */
    private static Thread worker(ParallelReads atOnce) {
        CyclicBarrier both = new CyclicBarrier(2);
        return atOnce
                .each(List.of(1, 2), each -> {
                    await(both);
                    return Thread.currentThread();
                })
                .stream()
                .filter(thread -> thread != Thread.currentThread())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsUnderWayKeepsNoProgramFromEnding() throws InterruptedException {
        try (ParallelReads atOnce = new ParallelReads(2)) {
            AtomicBoolean daemon = new AtomicBoolean();
            // A thread takes after the one that makes it.
            Thread asking = new Thread(() -> daemon.set(worker(atOnce).isDaemon()));
            asking.setDaemon(false);
            asking.start();
            asking.join();
            assertThat(daemon).isTrue();
        }
    }

    @Test
    void noMoreThreadsAreMadeThanMayBeAtWork() {
        try (ParallelReads atOnce = new ParallelReads(2, Duration.ofHours(1))) {
            Thread only = worker(atOnce);
            assertThat(worker(atOnce)).isSameAs(only);
        }
    }

    @Test
    void aThreadThatHasNothingToDoEnds() {
        try (ParallelReads atOnce = new ParallelReads(2, Duration.ofMillis(1))) {
            Thread idle = worker(atOnce);
            Awaitility.await().until(() -> !idle.isAlive());
        }
    }

    @Test
    void closingLetsTheThreadsGoThatWaitForMore() {
        ParallelReads atOnce = new ParallelReads(2, Duration.ofHours(1));
        Thread idle = worker(atOnce);
        atOnce.close();
        Awaitility.await().until(() -> !idle.isAlive());
    }
}
