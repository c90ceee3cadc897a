package io.ecsdrain.bench.canary;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** What became of all visits. */
final class Tally {

    private final LongAdder visits = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder moved = new LongAdder();
    private final AtomicReference<String> firstFailure = new AtomicReference<>("");

    /**
     * The counts.
     *
     * @param failed without an answer of a task
     * @param errors answered 500 by the app itself, as one does that was made so
     * @param moved answered by another deployment than the one the client began on
     * @param firstFailure how the first of the failed ones failed; empty if none did
     */
    record Counts(long visits, long failed, long errors, long moved, String firstFailure) {

        /** Whether one failed that its app did not fail, or met another version. */
        boolean harmed() {
            return failed + moved > 0;
        }
    }

    void visit() {
        visits.increment();
    }

    void fail(String how) {
        failed.increment();
        firstFailure.compareAndSet("", how);
    }

    void error() {
        errors.increment();
    }

    void move() {
        moved.increment();
    }

    Counts counts() {
        return new Counts(visits.sum(), failed.sum(), errors.sum(), moved.sum(), firstFailure.get());
    }
}
