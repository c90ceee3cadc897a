package io.ecsdrain.inventory.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Makes reads that do not depend on each other several at once. Results come in the order of the questions, not of the
 * answers, and of several failures the first in that order is thrown; after a failure nothing new is begun.
 *
 * <p>The caller works along, so nested questions need no free worker, and none can wait for itself.
 */
public final class ParallelReads implements SdkAutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(5);

    private final int width;
    private final ThreadPoolExecutor workers;

    /** @param width how many calls are made at once, at most; 1: all by the caller, one after the other */
    public ParallelReads(int width) {
        this(width, IDLE);
    }

    /** @param idle how long a thread that has nothing to do waits for more, before it ends */
    ParallelReads(int width, Duration idle) {
        this.width = width;
        int threads = Math.max(1, width - 1);
        this.workers = new ThreadPoolExecutor(
                threads,
                threads,
                idle.toNanos(),
                TimeUnit.NANOSECONDS,
                new LinkedBlockingQueue<>(),
                ParallelReads::thread);
        workers.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "read");
        thread.setDaemon(true);
        return thread;
    }

    /** The answer to each of {@code questions}. */
    public <Q, A> List<A> each(List<Q> questions, Function<? super Q, ? extends A> read) {
        Job<Q, A> job = new Job<>(questions, read);
        for (int worker = 1; worker < Math.min(width, questions.size()); worker++) {
            workers.execute(job::work);
        }
        job.work();
        return job.answers();
    }

    /** Things of different kinds. */
    public void all(Runnable... things) {
        each(List.of(things), each -> {
            each.run();
            return null;
        });
    }

    @Override
    public void close() {
        workers.shutdown();
    }

    private static final class Job<Q, A> {
        private final List<Q> questions;
        private final Function<? super Q, ? extends A> read;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReferenceArray<Supplier<A>> answers;
        private final CountDownLatch open;
        private volatile boolean failed;

        Job(List<Q> questions, Function<? super Q, ? extends A> read) {
            this.questions = questions;
            this.read = read;
            this.answers = new AtomicReferenceArray<>(questions.size());
            this.open = new CountDownLatch(questions.size());
        }

        void work() {
            int mine = next.getAndIncrement();
            while (mine < questions.size()) {
                if (!failed) {
                    answer(mine);
                }
                open.countDown();
                mine = next.getAndIncrement();
            }
        }

        private void answer(int index) {
            try {
                A answer = read.apply(questions.get(index));
                answers.set(index, () -> answer);
            } catch (RuntimeException | Error failure) {
                // An Error too: the caller would wait for ever for an answer that a dead worker owes.
                failed = true;
                answers.set(index, () -> {
                    throw failure;
                });
            }
        }

        List<A> answers() {
            awaitOthers();
            List<A> all = new ArrayList<>(questions.size());
            for (int index = 0; index < questions.size(); index++) {
                // Only behind a failure, which is thrown here first or by a later answer, is there none.
                Supplier<A> answer = answers.get(index);
                if (answer != null) {
                    all.add(answer.get());
                }
            }
            return all;
        }

        private void awaitOthers() {
            boolean interrupted = false;
            while (true) {
                try {
                    open.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
