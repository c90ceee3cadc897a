package io.ecsdrain.localaws.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One event of a stream.
 *
 * @param number unique, and greater than that of each event that arrived before
 * @param at when it happened, as its sender says
 * @param ingested when it arrived
 */
record LogEvent(long number, String stream, Instant at, Instant ingested, String text) {

    /** What the limits on batches and pages count for each event beside its text. */
    private static final int OVERHEAD = 26;

    /** Of 56 digits, as AWS's are. */
    String id() {
        return String.format("%056d", number);
    }

    int bytes() {
        return bytes(text);
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length + OVERHEAD;
    }
}
