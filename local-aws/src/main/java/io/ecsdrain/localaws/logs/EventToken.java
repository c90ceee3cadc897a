package io.ecsdrain.localaws.logs;

import java.time.Instant;

/**
 * Where the next page begins. By event and not by position: what arrives between two pages, and belongs before this, is
 * missed.
 *
 * @param at of the last event shown
 * @param number of it, as events of one moment are told apart
 * @param afterEmptyPage whether the page before was the empty one
 */
record EventToken(Instant at, Instant ingested, long number, boolean afterEmptyPage) {

    private static final EventToken START = new EventToken(Instant.EPOCH, Instant.EPOCH, 0, false);

    static EventToken after(LogEvent event) {
        return new EventToken(event.at(), event.ingested(), event.number(), false);
    }

    /** @param token null for the first page; GetLogEvents puts a letter before it */
    static EventToken parse(String token) {
        if (token == null) {
            return START;
        }
        String bare = token.startsWith("f/") || token.startsWith("b/") ? token.substring(2) : token;
        String[] parts = bare.split("_");
        try {
            return new EventToken(
                    Instant.parse(parts[0]), Instant.parse(parts[1]), Long.parseLong(parts[2]), "e".equals(parts[3]));
        } catch (RuntimeException notOurs) {
            throw LogErrors.invalid("The specified nextToken is invalid.");
        }
    }

    boolean isBefore(LogEvent event) {
        return LogStore.ORDER.compare(new LogEvent(number, "", at, ingested, ""), event) < 0;
    }

    EventToken andNothing() {
        return new EventToken(at, ingested, number, true);
    }

    String text() {
        return at + "_" + ingested + "_" + number + "_" + (afterEmptyPage ? "e" : "n");
    }
}
