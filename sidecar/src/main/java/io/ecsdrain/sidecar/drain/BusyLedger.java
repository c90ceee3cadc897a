package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The last report of every reporter. A reporter that falls silent is not one without sessions: its non-zero count holds past
 * its ttl, as {@link #isStale stale}, until it is forgotten; a crash of a reporter must not cut the sessions of the others.
 *
 * @param entries by reporter
 * @param everReported whether anybody ever reported, also if forgotten since
 */
record BusyLedger(Map<String, Entry> entries, boolean everReported) {

    /** So many reporters at most, so that a client that makes up names cannot fill the memory. */
    static final int MOST_REPORTERS = 64;

    static final BusyLedger EMPTY = new BusyLedger(Map.of(), false);

    record Entry(BusyReport report, Instant at) {

        Instant expiresAt() {
            return at.plus(report.ttl());
        }

        /** A zero needs no patience: forgetting it changes nothing but the room for others. */
        Instant forgottenAt(Duration forget) {
            return report.count() == 0 ? expiresAt() : expiresAt().plus(forget);
        }
    }

    BusyLedger {
        entries = Map.copyOf(entries);
    }

    boolean admits(String reporter, Instant now, Duration forget) {
        return remembered(now, forget)
                        .anyMatch(entry -> entry.report().reporter().equals(reporter))
                || remembered(now, forget).count() < MOST_REPORTERS;
    }

    /** With {@code report} in the place of its reporter's last one, and without what is forgotten by now. */
    BusyLedger with(BusyReport report, Instant now, Duration forget) {
        Map<String, Entry> next = new TreeMap<>();
        remembered(now, forget).forEach(entry -> next.put(entry.report().reporter(), entry));
        next.put(report.reporter(), new Entry(report, now));
        return new BusyLedger(next, true);
    }

    int busy(Instant now, Duration forget) {
        return remembered(now, forget).mapToInt(entry -> entry.report().count()).sum();
    }

    /** Whether a count that holds is past its ttl: somebody who had sessions no longer says so. */
    boolean isStale(Instant now, Duration forget) {
        return remembered(now, forget)
                .anyMatch(entry -> entry.report().count() > 0 && !now.isBefore(entry.expiresAt()));
    }

    /** When the sum changes next without a report, because one is forgotten. */
    Optional<Instant> nextForgotten(Instant now, Duration forget) {
        Predicate<Entry> counts = entry -> entry.report().count() > 0;
        return remembered(now, forget)
                .filter(counts)
                .map(entry -> entry.forgottenAt(forget))
                .min(Instant::compareTo);
    }

    private Stream<Entry> remembered(Instant now, Duration forget) {
        return entries.values().stream().filter(entry -> now.isBefore(entry.forgottenAt(forget)));
    }
}
