package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The last report of every reporter that has sessions; a zero takes no place. A reporter that falls silent is not one
 * without sessions: its count holds past its ttl, as {@link #isStale stale}, until it is forgotten; a crash of a
 * reporter must not cut the sessions of the others.
 *
 * @param entries by reporter, none of them zero
 * @param everReported whether any report ever came, also if it was zero or is forgotten since
 * @param refusedUntil until when sessions may live that a report told of for which there was no place; as long as the
 *     report would have held
 * @param longestTtl the longest ttl that any report ever named; zero before the first
 */
record BusyLedger(Map<String, Entry> entries, boolean everReported, Instant refusedUntil, Duration longestTtl) {

    /** So many reporters at most, so that a client that makes up names cannot fill the memory. */
    static final int MOST_REPORTERS = 64;

    static final BusyLedger EMPTY = new BusyLedger(Map.of(), false, Instant.MIN, Duration.ZERO);

    record Entry(BusyReport report, Instant at) {

        Instant expiresAt() {
            return at.plus(report.ttl());
        }

        Instant forgottenAt(Duration forget) {
            return expiresAt().plus(forget);
        }
    }

    BusyLedger {
        entries = Map.copyOf(entries);
    }

    boolean admits(BusyReport report, Instant now, Duration forget) {
        return report.count() == 0
                || remembered(now, forget)
                        .anyMatch(entry -> entry.report().reporter().equals(report.reporter()))
                || remembered(now, forget).count() < MOST_REPORTERS;
    }

    /**
     * With {@code report} in the place of its reporter's last one, and without what is forgotten by now. Where there is
     * no place for it, what remains of it is that sessions may live which are not counted.
     */
    BusyLedger with(BusyReport report, Instant now, Duration forget) {
        Map<String, Entry> next = new TreeMap<>();
        remembered(now, forget).forEach(entry -> next.put(entry.report().reporter(), entry));
        Entry entry = new Entry(report, now);
        Instant refused = refusedUntil;
        if (report.count() == 0) {
            next.remove(report.reporter());
        } else if (admits(report, now, forget)) {
            next.put(report.reporter(), entry);
        } else {
            refused = latest(refused, entry.forgottenAt(forget));
        }
        return new BusyLedger(next, true, refused, longest(longestTtl, report.ttl()));
    }

    /** Whether sessions may live that were reported and are not counted, for want of a place. */
    boolean isIncomplete(Instant now) {
        return now.isBefore(refusedUntil);
    }

    int busy(Instant now, Duration forget) {
        return remembered(now, forget).mapToInt(entry -> entry.report().count()).sum();
    }

    /** The count that holds of each reporter that has sessions. */
    Map<String, Integer> counts(Instant now, Duration forget) {
        return remembered(now, forget)
                .collect(Collectors.toMap(entry -> entry.report().reporter(), entry -> entry.report()
                        .count()));
    }

    /** Whether a count that holds is past its ttl: a reporter that had sessions no longer says so. */
    boolean isStale(Instant now, Duration forget) {
        return remembered(now, forget).anyMatch(entry -> !now.isBefore(entry.expiresAt()));
    }

    /** When the sum or {@link #isIncomplete} changes next without a report, because one is forgotten. */
    Optional<Instant> nextForgotten(Instant now, Duration forget) {
        return Stream.concat(
                        remembered(now, forget).map(entry -> entry.forgottenAt(forget)),
                        Stream.of(refusedUntil).filter(now::isBefore))
                .min(Instant::compareTo);
    }

    /**
     * Until when sessions were or are told of, counted or not; empty if they never were, as far as this ledger goes
     * back.
     */
    Optional<Instant> heldUntil(Duration forget) {
        return Stream.concat(
                        entries.values().stream().map(entry -> entry.forgottenAt(forget)),
                        Stream.of(refusedUntil).filter(until -> !until.equals(Instant.MIN)))
                .max(Instant::compareTo);
    }

    private Stream<Entry> remembered(Instant now, Duration forget) {
        return entries.values().stream().filter(entry -> now.isBefore(entry.forgottenAt(forget)));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
