package io.ecsdrain.system.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random histories. Every change plays the same block of seeds, and each seed of {@code seeds-that-failed.txt} besides.
 * {@code -Ddrain.histories=20000} plays more of them, {@code -Ddrain.first-seed=N} others; {@code -Ddrain.seed=N}
 * replays one and prints its calls. Half as many again are played in which tasks speak by their log: their seeds are
 * below zero.
 */
class HistoriesTest {

    private static final int WORKERS = 2;
    private static final int SHOWN = 3;
    private static final int HISTORIES = 3_400;
    private static final String FAILED_BEFORE = "seeds-that-failed.txt";

    @Test
    void nothingForbiddenEverHappensAndAllEndsInOneLiveDeployment() throws Exception {
        Long one = Long.getLong("drain.seed");
        if (one != null) {
            History history = History.of(one);
            history.story().forEach(System.out::println);
            assertThat(history.violations()).isEmpty();
            return;
        }
        long first = Long.getLong("drain.first-seed", 1);
        int histories = Integer.getInteger("drain.histories", HISTORIES);
        LongStream byMetric = LongStream.range(first, first + histories);
        LongStream byLog = LongStream.range(first, first + histories / 2).map(seed -> -seed);
        LongStream inSteps = LongStream.range(first, first + histories / 4).map(seed -> seed | Draw.IN_STEPS);
        List<History> failed = play(Stream.of(failedBefore(), byMetric, byLog, inSteps)
                .flatMapToLong(seeds -> seeds)
                .distinct()
                .toArray());
        assertThat(failed.stream().limit(SHOWN).map(HistoriesTest::told).toList())
                .as(
                        "%d histories went wrong: %s",
                        failed.size(), failed.stream().map(History::seed).toList())
                .isEmpty();
    }

    /** A line is a seed; what stands behind a {@code #} says what it found. */
    private static LongStream failedBefore() throws IOException {
        try (InputStream list = HistoriesTest.class.getResourceAsStream(FAILED_BEFORE)) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .mapToLong(Long::parseLong);
        }
    }

    private static List<History> play(long[] seeds) throws Exception {
        AtomicInteger next = new AtomicInteger();
        Queue<History> failed = new ConcurrentLinkedQueue<>();
        AtomicLong calls = new AtomicLong();
        long begin = System.nanoTime();
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            running.add(workers.submit(() -> {
                for (int index = next.getAndIncrement(); index < seeds.length; index = next.getAndIncrement()) {
                    History history = History.of(seeds[index]);
                    calls.addAndGet(history.calls());
                    if (!history.violations().isEmpty()) {
                        failed.add(history);
                    }
                }
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        workers.shutdown();
        System.out.printf(
                "%d histories, %d calls, %d s%n",
                seeds.length, calls.get(), (System.nanoTime() - begin) / 1_000_000_000);
        return List.copyOf(failed);
    }

    private static String told(History history) {
        return "\nseed " + history.seed() + " (replay: mvn test -pl system-tests -am -Dtest=HistoriesTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Ddrain.seed=" + history.seed() + ")\n  "
                + String.join("\n  ", history.violations()) + "\n\n"
                + String.join("\n", history.story()) + "\n";
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        assertThat(History.of(7).story()).isEqualTo(History.of(7).story());
    }

    /** Also what goes wrong on the way, and how often it is tried again. */
    @Test
    void theShortCutTellsTheSameStoryAsTheSdk() {
        for (long seed = 1; seed <= 12; seed++) {
            long signed = seed % 3 == 0 ? -seed : seed;
            assertThat(withoutIds(History.of(signed))).isEqualTo(withoutIds(History.bySdk(signed)));
        }
    }

    /** AWS's request ids and the nonces of fences are drawn anew with each play. */
    private static List<String> withoutIds(History history) {
        return history.story().stream()
                .map(line -> line.replaceAll("Request ID: [0-9a-f-]+", "Request ID")
                        .replaceAll("nonce(\\W+)[0-9a-f]{32}", "nonce"))
                .toList();
    }
}
