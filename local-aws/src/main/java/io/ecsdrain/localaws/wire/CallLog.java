package io.ecsdrain.localaws.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The newest calls, so that others can judge what was done. */
public final class CallLog {

    private static final int KEPT = 200_000;

    private final Deque<CallRecord> calls = new ArrayDeque<>();
    private long seq;

    /** Its number is given here. */
    public synchronized void add(CallRecord call) {
        if (calls.size() == KEPT) {
            calls.removeFirst();
        }
        calls.add(call.numbered(++seq));
    }

    public synchronized List<CallRecord> calls() {
        return List.copyOf(calls);
    }

    /** Empty before the first. */
    public synchronized Optional<CallRecord> last() {
        return Optional.ofNullable(calls.peekLast());
    }
}
