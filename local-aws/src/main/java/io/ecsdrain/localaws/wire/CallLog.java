package io.ecsdrain.localaws.wire;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest calls, so that others can judge what was done. */
public final class CallLog {

    private static final int KEPT = 200_000;

    private final Deque<CallRecord> calls = new ArrayDeque<>();
    private long seq;

    synchronized void add(Instant at, String accessKey, Wire.Call call, String errorCode) {
        if (calls.size() == KEPT) {
            calls.removeFirst();
        }
        calls.add(new CallRecord(++seq, at, accessKey, call.service(), call.operation(), call.input(), errorCode));
    }

    public synchronized List<CallRecord> calls() {
        return List.copyOf(calls);
    }
}
